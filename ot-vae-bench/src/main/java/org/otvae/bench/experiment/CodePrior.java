package org.otvae.bench.experiment;

import java.util.Objects;
import org.otvae.train.Trainable;

/**
 * What an experiment trains over the codes of a finished tokenizer.
 *
 * @param source    where the tokenizer is: a run folder, a model folder, or the name of a model inside the program;
 *                  empty where the user must say
 * @param tokenizer which one it is, by the run that made it; empty until it was opened
 * @param network   what learns the codes
 */
public record CodePrior(String source, String tokenizer, Trainable network) {

    public CodePrior {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(tokenizer, "tokenizer");
        Objects.requireNonNull(network, "network");
    }

    /** The same over the codes of another tokenizer. */
    public CodePrior of(String otherSource) {
        return new CodePrior(otherSource, "", network);
    }
}
