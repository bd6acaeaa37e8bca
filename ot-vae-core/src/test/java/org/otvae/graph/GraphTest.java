package org.otvae.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.provenance.Seed;

class GraphTest {

    private final Weights weights = new Weights(new Seed(1), DataType.FLOAT);
    private final Graph graph = new Graph(weights, new Seed(2), true);

    @Test
    void aParameterOrStateOfAGraphIsOneNode() {
        assertThat(graph.parameter("w", new Init.Constant(1), 2))
                .isSameAs(graph.parameter("w", new Init.Constant(1), 2));
        assertThat(graph.state("s", new Init.Constant(1), 2)).isSameAs(graph.state("s", new Init.Constant(1), 2));
        assertThat(graph.step()).isSameAs(graph.step());
        assertThat(graph.step().dataType()).isEqualTo(DataType.INT64);
    }

    @Test
    void aScheduleHasItsNameForItself() {
        Schedule schedule = Schedule.constant(1);
        graph.schedule("temperature", schedule);

        assertThat(graph.schedules()).containsOnlyKeys("temperature").containsValue(schedule);
        assertThatThrownBy(() -> graph.schedule("temperature", schedule)).isInstanceOf(IllegalStateException.class)
                .hasMessage("there is a schedule named temperature already");
    }

    @Test
    void updatesKeepTheirOrderAndTheNamesOfWhatTheyWatch() {
        StateUpdate nothing = (watched, all, seed) -> { };
        graph.afterStep("first", List.of(graph.input("x", -1)), nothing);
        graph.afterStep("second", List.of(graph.input("y", -1)), nothing);
        graph.beforeTraining("before", List.of(), nothing);

        assertThat(graph.updatesAfterStep()).extracting(Graph.Update::name).containsExactly("first", "second");
        assertThat(graph.updatesAfterStep().get(1).watched()).containsExactly("y");
        assertThat(graph.updatesBeforeTraining()).extracting(Graph.Update::name).containsExactly("before");
    }

    @Test
    void aGraphKnowsWhatItIsFor() {
        assertThat(graph.training()).isTrue();
        assertThat(new Graph(weights, new Seed(2), false).training()).isFalse();
        assertThat(graph.seed()).isEqualTo(new Seed(2));
        assertThat(graph.weights()).isSameAs(weights);
        assertThat(graph.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(graph.constant(2.5).getArr().getDouble(0)).isEqualTo(2.5);
    }
}
