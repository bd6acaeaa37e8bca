package org.otvae.motion.file;

/** Rotations as three angles for the channels {@code Zrotation Xrotation Yrotation}. */
final class EulerAngles {

    private static final double POLE = 1 - 1e-12;

    private EulerAngles() {
    }

    /** Degrees z, x, y with {@code r = Rz Rx Ry}; at the poles, x = 90 or -90, y is 0. */
    static double[] zxy(double[] r) {
        double sine = Math.max(-1, Math.min(1, r[7])); // row 2, column 1
        double x = Math.asin(sine);
        boolean pole = Math.abs(sine) > POLE;
        double y = pole ? 0 : Math.atan2(-r[6], r[8]);
        double z = pole ? Math.atan2(r[3], r[0]) : Math.atan2(-r[1], r[4]);
        return new double[] {Math.toDegrees(z), Math.toDegrees(x), Math.toDegrees(y)};
    }
}
