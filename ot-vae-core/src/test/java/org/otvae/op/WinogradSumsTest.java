package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Against the convolution itself, and each gradient against what it transposes, 19 lines side by side. */
class WinogradSumsTest {
    private static final int LINES = 19;
    /** Rounding of a few dozen sums of order 1 to 10 in float. */
    private static final double ROUNDING = 1e-4;

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void productsOfTheSumsMakeTheOutputsOfTheConvolution() {
        float[][] d = random(WinogradSums.POINTS);
        float[][] g = random(WinogradSums.TAPS);
        float[][] v = new float[WinogradSums.POINTS][LINES];
        float[][] u = new float[WinogradSums.POINTS][LINES];
        float[][] y = new float[WinogradSums.OUTPUTS][LINES];

        WinogradSums.inputs(d, v, LINES);
        WinogradSums.kernel(g, u, LINES);
        for (int point = 0; point < u.length; point++) {
            for (int i = 0; i < LINES; i++) {
                u[point][i] *= v[point][i];
            }
        }
        WinogradSums.outputs(u, y, LINES);

        for (int i = 0; i < LINES; i++) {
            for (int k = 0; k < y.length; k++) {
                double expected = (double) d[k][i] * g[0][i] + (double) d[k + 1][i] * g[1][i] + (double) d[k + 2][i] * g[2][i];
                assertThat((double) y[k][i]).isCloseTo(expected, within(ROUNDING));
            }
        }
    }

    @Test
    void gradientsToOutputsGoTheWayBack() {
        assertTransposed((m, y) -> WinogradSums.outputs(m, y, LINES), WinogradSums.POINTS,
                (y, m) -> WinogradSums.outputGradients(y, m, LINES), WinogradSums.OUTPUTS);
    }

    @Test
    void gradientsToFactorsGoTheWayBack() {
        assertTransposed((g, u) -> WinogradSums.kernel(g, u, LINES), WinogradSums.TAPS,
                (u, g) -> WinogradSums.kernelGradients(u, g, LINES), WinogradSums.POINTS);
    }

    /** {@code <there(x), y> = <x, back(y)>} for all lines. */
    private void assertTransposed(BiConsumer<float[][], float[][]> there, int from, BiConsumer<float[][], float[][]> back, int to) {
        float[][] x = random(from);
        float[][] y = random(to);
        float[][] fromX = new float[to][LINES];
        float[][] fromY = new float[from][LINES];

        there.accept(copy(x), fromX);
        back.accept(copy(y), fromY);

        for (int i = 0; i < LINES; i++) {
            assertThat(product(fromX, y, i)).isCloseTo(product(x, fromY, i), within(ROUNDING));
        }
    }

    private static double product(float[][] a, float[][] b, int line) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k][line] * b[k][line];
        }
        return sum;
    }

    private float[][] random(int count) {
        float[][] values = new float[count][LINES];
        for (float[] row : values) {
            for (int i = 0; i < LINES; i++) {
                row[i] = (float) (2 * random.nextDouble() - 1);
            }
        }
        return values;
    }

    /** The sums may overwrite what they read. */
    private static float[][] copy(float[][] values) {
        float[][] copy = new float[values.length][];
        for (int k = 0; k < copy.length; k++) {
            copy[k] = values[k].clone();
        }
        return copy;
    }
}
