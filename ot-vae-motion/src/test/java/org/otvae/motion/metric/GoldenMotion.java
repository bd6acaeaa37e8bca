package org.otvae.motion.metric;

/** The motion by formula on which independent programs and the published code agree. */
final class GoldenMotion {

    private GoldenMotion() {
    }

    /** {@code 0.5 sin(0.37 j + 1.9 c) + 0.08 sin(0.21 t + 0.5 j + 0.9 c)}, and 0.01 t along x: {@code [frames, 24, 3]}. */
    static double[] positions(int frames) {
        double[] positions = new double[frames * 72];
        for (int t = 0; t < frames; t++) {
            for (int j = 0; j < 24; j++) {
                for (int c = 0; c < 3; c++) {
                    positions[(t * 24 + j) * 3 + c] = 0.5 * Math.sin(0.37 * j + 1.9 * c)
                            + 0.08 * Math.sin(0.21 * t + 0.5 * j + 0.9 * c) + (c == 0 ? 0.01 * t : 0);
                }
            }
        }
        return positions;
    }
}
