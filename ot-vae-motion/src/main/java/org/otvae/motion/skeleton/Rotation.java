package org.otvae.motion.skeleton;

import java.util.List;

/** Rotations as 3 x 3 matrices for columns, {@code [9]} row by row: {@code r[3 * row + column]}. */
public final class Rotation {

    private static final int FIT_STEPS = 500; // converges linearly; a dozen suffice where bones are nearly rigid
    private static final double FIT_FLOOR = 1e-9;

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

    /** The inverse. */
    public static double[] transposed(double[] r) {
        return new double[] {r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]};
    }

    /** The shortest rotation that points {@code from} where {@code to} points; none where one of them has no length. */
    public static double[] between(double[] from, double[] to) {
        double x = from[1] * to[2] - from[2] * to[1];
        double y = from[2] * to[0] - from[0] * to[2];
        double z = from[0] * to[1] - from[1] * to[0];
        double sine = Math.sqrt(x * x + y * y + z * z);
        double cosine = from[0] * to[0] + from[1] * to[1] + from[2] * to[2];
        double angle = Math.atan2(sine, cosine);
        if (sine > 0) {
            return axisAngle(x / sine * angle, y / sine * angle, z / sine * angle);
        }
        if (cosine >= 0) {
            return identity();
        }
        double[] across = Math.abs(from[0]) < Math.abs(from[1]) ? new double[] {0, -from[2], from[1]}
                : new double[] {-from[2], 0, from[0]}; // half a turn around any axis that is perpendicular
        double norm = Math.sqrt(across[0] * across[0] + across[1] * across[1] + across[2] * across[2]);
        return norm == 0 ? axisAngle(0, 0, Math.PI)
                : axisAngle(across[0] / norm * Math.PI, across[1] / norm * Math.PI, across[2] / norm * Math.PI);
    }

    /**
     * The rotation that brings vectors as near to others as one can in squared distance: one at a time until nothing
     * moves, each step around the mean axis that is still wanted.
     *
     * @param from vectors {@code [3]}
     * @param to   as many
     */
    public static double[] fitted(List<double[]> from, List<double[]> to) {
        double[] r = between(from.get(0), to.get(0));
        for (int step = 0; step < FIT_STEPS; step++) {
            double[] torque = new double[3];
            double inertia = 0;
            for (int i = 0; i < from.size(); i++) {
                double[] now = new double[3];
                for (int axis = 0; axis < 3; axis++) {
                    now[axis] = turned(r, axis, from.get(i)[0], from.get(i)[1], from.get(i)[2]);
                }
                double[] wanted = to.get(i);
                for (int axis = 0; axis < 3; axis++) {
                    torque[axis] += now[(axis + 1) % 3] * wanted[(axis + 2) % 3] - now[(axis + 2) % 3] * wanted[(axis
                            + 1) % 3];
                    inertia += Math.abs(now[axis] * wanted[axis]);
                }
            }
            if (inertia == 0 || Math.sqrt(torque[0] * torque[0] + torque[1] * torque[1] + torque[2] * torque[2])
                    < FIT_FLOOR * inertia) {
                break;
            }
            r = times(axisAngle(torque[0] / inertia, torque[1] / inertia, torque[2] / inertia), r);
        }
        return r;
    }
}
