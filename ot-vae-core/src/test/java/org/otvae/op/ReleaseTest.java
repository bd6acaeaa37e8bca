package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

/** Nodes that keep native memory from run to run give it back with their session. */
class ReleaseTest {

    @Test
    void aClosedSessionLeavesNoRoomInItsNodesAndAnotherOfTheSameGraphComputesOn() {
        Graph graph = new Graph(new Weights(new Seed(1), DataType.FLOAT), new Seed(1), true);
        SDVariable x = graph.input("x", -1, 6, 6, 2);
        SDVariable narrow = Convolution.of(x, graph.parameter("w", new Init.Uniform(-1, 1), 4, 4, 2, 3),
                graph.parameter("b", new Init.Constant(0), 3), 2, 1);
        SDVariable wide = TransposedConvolution.of(narrow, graph.parameter("v", new Init.Uniform(-1, 1), 3, 3, 2, 3),
                graph.parameter("c", new Init.Constant(0), 2), 1, 1);
        SDVariable states = Gru.of(wide.reshape(-1, 9, 2), graph.parameter("gw", new Init.Uniform(-1, 1), 2, 12),
                graph.parameter("gu", new Init.Uniform(-1, 1), 4, 12), graph.parameter("gb", new Init.Constant(0), 1, 12),
                graph.parameter("gc", new Init.Constant(0), 1, 12));
        SDVariable loss = states.mul(states).sum();
        INDArray data = Nd4j.rand(DataType.FLOAT, 5, 6, 6, 2);
        Session training = Session.withGradients(graph, loss.name(), List.of());
        Session forward = Session.forward(graph, List.of(loss.name()));
        training.run(Map.of("x", data));
        forward.run(Map.of("x", data));
        double expected = forward.scalar(loss.name());
        SameDiff gradient = graph.sameDiff().getFunction("grad");
        assertThat(held(gradient)).isEqualTo(7); // both convolutions, three gradients (none to the data), the layer and its gradient
        assertThat(held(graph.sameDiff())).isEqualTo(3);

        training.close();
        Session again = Session.forward(graph, List.of(loss.name()));
        forward.close();

        assertThat(held(gradient)).isZero();
        assertThat(held(graph.sameDiff())).isZero();
        again.run(Map.of("x", data));
        assertThat(again.scalar(loss.name())).isEqualTo(expected);
        again.close();
        assertThat(held(graph.sameDiff())).isZero();
    }

    private static long held(SameDiff graph) {
        return graph.getOps().values().stream().map(node -> node.getOp()).filter(op ->
                op instanceof ConvolutionNode convolution && convolution.kernel != null
                || op instanceof GruNode layer && layer.kernel != null).count();
    }
}
