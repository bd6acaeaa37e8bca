package org.otvae.quantizer;

import org.nd4j.autodiff.samediff.SDVariable;

/** Entropy of the distributions that rows of logits stand for. */
final class Entropy {

    private Entropy() {
    }

    /** The mean over rows of Σ_k p_k log p_k with p = softmax(logits): {@code [n, codes]} → a scalar, in nats. */
    static SDVariable negative(SDVariable logits) {
        SDVariable logProbabilities = logits.getSameDiff().nn().logSoftmax(logits);
        SDVariable probabilities = logits.getSameDiff().math().exp(logProbabilities);
        return probabilities.mul(logProbabilities).sum(1).mean();
    }
}
