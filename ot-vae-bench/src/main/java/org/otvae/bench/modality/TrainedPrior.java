package org.otvae.bench.modality;

import java.util.List;
import org.otvae.data.SafeTensors;
import org.otvae.model.Tokenizer;
import org.otvae.train.Trainable;

/**
 * A prior that was trained, with everything that its samples need.
 *
 * @param network   the model
 * @param weights   of its best checkpoint
 * @param tokenizer whose codes it learned; closed with this
 * @param labels    the names of the classes it is told, in the order of their numbers; empty where the data have none
 */
public record TrainedPrior(Trainable network, SafeTensors weights, Tokenizer tokenizer, List<String> labels)
        implements AutoCloseable {

    /** Copies the list. */
    public TrainedPrior {
        labels = List.copyOf(labels);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
