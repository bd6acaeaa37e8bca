package org.otvae.quantizer;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.otvae.graph.Layers;

/** Entropy of the distributions that rows of logits stand for. */
final class Entropy {

    private Entropy() {
    }

    /** The mean over rows of Σ_k p_k log p_k with p = softmax(logits): {@code [n, codes]} → a scalar, in nats. */
    static SDVariable negative(SDVariable logits) {
        SameDiff sameDiff = logits.getSameDiff();
        // ND4J's logSoftmax is log(softmax): -infinity where logits lie 100 apart, and 0 times that is NaN.
        SDVariable shifted = logits.sub(Layers.stopGradient(logits.max(true, 1)));
        SDVariable logProbabilities = shifted.sub(sameDiff.math().log(sameDiff.math().exp(shifted).sum(true, 1)));
        return sameDiff.math().exp(logProbabilities).mul(logProbabilities).sum(1).mean();
    }
}
