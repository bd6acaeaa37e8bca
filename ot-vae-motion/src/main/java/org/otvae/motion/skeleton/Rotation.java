package org.otvae.motion.skeleton;

/** Rotations as 3 x 3 matrices for columns, {@code [9]} row by row: {@code r[3 * row + column]}. */
public final class Rotation {

    private Rotation() {
    }

    /** No rotation. */
    public static double[] identity() {
        return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    }

    /** Around the axis x (0), y (1) or z (2) by an angle in radians, counter-clockwise seen from the axis' tip. */
    public static double[] around(int axis, double radians) {
        double[] r = identity();
        int next = (axis + 1) % 3;
        int last = (axis + 2) % 3;
        r[3 * next + next] = Math.cos(radians);
        r[3 * last + last] = r[3 * next + next];
        r[3 * last + next] = Math.sin(radians);
        r[3 * next + last] = -r[3 * last + next];
        return r;
    }

    /** Rodrigues' formula: around the direction of {@code (x, y, z)} by its length in radians. */
    public static double[] axisAngle(double x, double y, double z) {
        double angle = Math.sqrt(x * x + y * y + z * z);
        double sine = angle < 1e-8 ? 1 : Math.sin(angle) / angle; // both limits are right to 1e-16 there
        double cosine = angle < 1e-8 ? 0.5 : (1 - Math.cos(angle)) / (angle * angle);
        double[] cross = {0, -z, y, z, 0, -x, -y, x, 0};
        double[] squared = times(cross, cross);
        double[] r = identity();
        for (int i = 0; i < 9; i++) {
            r[i] += sine * cross[i] + cosine * squared[i];
        }
        return r;
    }

    /** The product {@code a b}: {@code b} acts first. */
    public static double[] times(double[] a, double[] b) {
        double[] product = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                product[3 * row + column] = a[3 * row] * b[column] + a[3 * row + 1] * b[3 + column]
                        + a[3 * row + 2] * b[6 + column];
            }
        }
        return product;
    }

    /** One coordinate of the rotated vector. */
    public static double turned(double[] r, int axis, double x, double y, double z) {
        return r[3 * axis] * x + r[3 * axis + 1] * y + r[3 * axis + 2] * z;
    }
}
