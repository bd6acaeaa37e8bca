package org.otvae.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.data.MalformedDataException;
import org.otvae.data.SafeTensors;
import org.otvae.data.Tensor;
import org.otvae.provenance.Seed;

class WeightsTest {

    private static final Init INIT = new Init.Normal(0, 1);
    private final Weights weights = new Weights(new Seed(1), DataType.FLOAT);

    private Graph graph(boolean training) {
        return new Graph(weights, new Seed(2), training);
    }

    @Test
    void graphsShareTheArraysOfANameInPlace() {
        graph(true).parameter("w", INIT, 2, 3);
        var array = weights.parameters().get("w");

        graph(false).parameter("w", INIT, 2, 3);

        assertThat(weights.parameters().get("w")).isSameAs(array);
    }

    @Test
    void valuesDependOnSeedAndNameNotOnTheOrderOfCreation() {
        Weights other = new Weights(new Seed(1), DataType.FLOAT);
        graph(true).parameter("a", INIT, 4);
        graph(true).parameter("b", INIT, 4);

        new Graph(other, new Seed(9), true).parameter("b", INIT, 4);

        assertThat(other.parameters().get("b")).isEqualTo(weights.parameters().get("b"));
        assertThat(weights.parameters().get("a")).isNotEqualTo(weights.parameters().get("b"));
    }

    @Test
    void aNameHasOneRole() {
        graph(true).parameter("w", INIT, 2);

        assertThatThrownBy(() -> graph(true).state("w", INIT, 2)).isInstanceOf(IllegalStateException.class)
                .hasMessage("w is a parameter in one graph and a state in another; give it one role");
    }

    @Test
    void aNameHasOneShape() {
        graph(true).parameter("w", INIT, 2);

        assertThatThrownBy(() -> graph(true).parameter("w", INIT, 3)).isInstanceOf(IllegalStateException.class)
                .hasMessage("w has shape [2] but a graph asks for [3]");
    }

    @Test
    void anArrayThatIsTooLargeIsRefusedByItsName() {
        assertThatThrownBy(() -> graph(true).parameter("table", INIT, 100_000_000, 64)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table would have 6400000000 values, shape [100000000, 64]; make the model smaller");
    }

    @Test
    void tensorsComeBack() {
        graph(true).parameter("w", INIT, 2, 3);
        graph(true).state("s", INIT, 2);
        SafeTensors tensors = weights.tensors();
        float[] before = weights.named("w").dup().data().asFloat();
        weights.named("w").assign(0);
        weights.named("s").assign(0);

        weights.assign(tensors);

        assertThat(weights.named("w").dup().data().asFloat()).containsExactly(before);
        assertThat(weights.tensors()).isEqualTo(tensors);
    }

    @Test
    void tensorsOfAnotherModelAreRefused() {
        graph(true).parameter("w", INIT, 2);

        assertThatThrownBy(() -> weights.assign(SafeTensors.of(Map.of()))).isInstanceOf(MalformedDataException.class)
                .hasMessage("expected weights named [w] too, found 0 others; the weights belong to another model");
        assertThatThrownBy(() -> weights.assign(SafeTensors.of(Map.of("w", Tensor.of(new float[3], 3)))))
                .hasMessage("expected w of shape [2], found [3]; the weights belong to another model");
    }

    @Test
    void tensorsThatOnlyTrainingNeedsAreLeftOut() {
        graph(false).parameter("w", INIT, 2);

        weights.assign(SafeTensors.of(Map.of("w", Tensor.of(new float[] {1, 2}, 2), "q", Tensor.of(new float[3], 3))));

        assertThat(weights.named("w").toFloatVector()).containsExactly(1, 2);
        assertThat(weights.states()).isEmpty();
    }

    @Test
    void anUnknownStateIsNamedWithTheKnownOnes() {
        graph(true).state("s", INIT, 2);

        assertThatThrownBy(() -> weights.state("t")).isInstanceOf(IllegalStateException.class)
                .hasMessage("no state named t; there are [s]");
    }

    @Test
    void aScopeSeesItsOwnWeightsAndNoOthers() {
        graph(true).parameter("w", INIT, 2);
        graph(true).scoped("left").parameter("w", INIT, 2);
        Weights left = weights.scoped("left");

        left.assign(SafeTensors.of(Map.of("w", Tensor.of(new float[] {1, 2}, 2))));

        assertThat(weights.named("left/w").toFloatVector()).containsExactly(1, 2);
        assertThat(weights.named("w").toFloatVector()).isNotEqualTo(new float[] {1, 2});
        assertThat(left.tensors().tensors()).containsOnlyKeys("w");
        assertThatThrownBy(() -> left.state("t")).hasMessage("no state named left/t; there are []");
    }

    @Test
    void mapsCannotBeChanged() {
        graph(true).parameter("w", INIT, 2);

        assertThatThrownBy(() -> weights.parameters().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> weights.states().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
