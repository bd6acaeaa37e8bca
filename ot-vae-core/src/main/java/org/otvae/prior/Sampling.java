package org.otvae.prior;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How the next code is chosen from its logits: softmax(logits / temperature) over the {@code topK} most likely codes,
 * of these the fewest that hold a share {@code topP} of the probability [holtzman2020curious], at random; or the most
 * likely one.
 *
 * @param temperature at least 0; 1 is the model's own distribution, 0 takes the most likely code always
 * @param topK        codes that may be chosen, at least 1; 0 for all
 * @param topP        share of probability that must be kept, above 0 and at most 1; 1 for all
 */
public record Sampling(double temperature, int topK, double topP) {

    /** The most likely code always. */
    public static final Sampling GREEDY = new Sampling(0, 0, 1);

    /** The model's own distribution. */
    public static final Sampling PLAIN = new Sampling(1, 0, 1);

    public Sampling {
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature must be a finite number of at least 0, found "
                    + temperature);
        }
        if (topK < 0) {
            throw new IllegalArgumentException("topK must be at least 0, found " + topK);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("topP must be above 0 and at most 1, found " + topP);
        }
    }

    /** The chosen one of {@code length} codes whose logits begin at {@code from}; takes one number from {@code random}. */
    public int choose(float[] logits, int from, int length, SplittableRandom random) {
        double number = random.nextDouble(); // drawn in any case, so that later codes do not depend on the rule
        if (temperature > 0 && topK == 0 && topP == 1) {
            return anywhere(logits, from, length, number);
        }
        Integer[] order = new Integer[length];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, (a, b) -> Float.compare(logits[from + b], logits[from + a])); // stable: ties by number
        if (temperature == 0) {
            return order[0];
        }
        int kept = topK == 0 ? length : Math.min(topK, length);
        double[] weights = new double[kept];
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            weights[i] = Math.exp((logits[from + order[i]] - logits[from + order[0]]) / temperature);
            sum += weights[i];
        }
        double inside = 0;
        int last = 0;
        while (last < kept && inside < topP * sum) {
            inside += weights[last++];
        }
        double place = number * inside;
        for (int i = 0; i < last - 1; i++) {
            place -= weights[i];
            if (place < 0) {
                return order[i];
            }
        }
        return order[last - 1];
    }

    /** The choice among all codes, which need no order: sorting them costs more than a small network. */
    private int anywhere(float[] logits, int from, int length, double number) {
        float largest = logits[from];
        for (int k = 1; k < length; k++) {
            largest = Math.max(largest, logits[from + k]);
        }
        double[] weights = new double[length];
        double sum = 0;
        for (int k = 0; k < length; k++) {
            weights[k] = Math.exp((logits[from + k] - largest) / temperature);
            sum += weights[k];
        }
        double place = number * sum;
        int last = 0;
        for (int k = 0; k < length; k++) {
            place -= weights[k];
            if (weights[k] > 0) {
                last = k; // rounding may leave a rest: never a code without probability
                if (place < 0) {
                    return k;
                }
            }
        }
        return last;
    }
}
