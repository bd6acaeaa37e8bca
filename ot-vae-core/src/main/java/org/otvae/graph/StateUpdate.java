package org.otvae.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.provenance.Seed;

/** A change of states outside the gradient, made by the trainer after a step (or before the first one). */
@FunctionalInterface
public interface StateUpdate {

    /**
     * Changes states in place.
     *
     * @param watched the values, in this step, of the nodes that the update was registered with; valid during the call only
     * @param weights where the states live
     * @param seed    derived from the run's seed, the update's name and the step: everything random comes from it
     */
    void apply(List<INDArray> watched, Weights weights, Seed seed);
}
