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
    void aScopeNamesEverythingBehindItself() {
        Graph inner = graph.scoped("left").scoped("upper");

        assertThat(inner.parameter("w", new Init.Normal(0, 1), 3).name()).isEqualTo("left/upper/w");
        assertThat(inner.state("s", new Init.Constant(1), 2).name()).isEqualTo("left/upper/s");
        assertThat(inner.schedule("temperature", Schedule.constant(1)).name()).isEqualTo("left/upper/temperature");
        assertThat(inner.input("x", -1).name()).isEqualTo("left/upper/x");
        assertThat(inner.step()).isSameAs(graph.step());
        assertThat(inner.seed()).isEqualTo(graph.seed().derive("left").derive("upper"));
        assertThat(graph.schedules()).containsOnlyKeys("left/upper/temperature");
        assertThat(inner.weights().parameters()).containsOnlyKeys("w");
        assertThat(weights.parameters()).containsOnlyKeys("left/upper/w");
        assertThat(Graph.withoutScope("left/upper/w")).isEqualTo("w");
    }

    @Test
    void partsInScopesShareNothing() {
        var one = graph.scoped("0").parameter("w", new Init.Normal(0, 1), 3);
        var other = graph.scoped("1").parameter("w", new Init.Normal(0, 1), 3);

        assertThat(other).isNotSameAs(one);
        assertThat(weights.named("1/w")).isNotEqualTo(weights.named("0/w"));
        assertThat(graph.scoped("0").parameter("w", new Init.Normal(0, 1), 3)).isSameAs(one);
    }

    @Test
    void anUpdateOfAScopeFindsItsStatesByTheirShortNames() {
        Graph inner = graph.scoped("left");
        inner.state("s", new Init.Constant(1), 2);
        inner.afterStep("s", List.of(), (watched, own, seed) -> own.state("s").assign(5));

        Graph.Update update = graph.updatesAfterStep().get(0);
        update.change().apply(List.of(), weights, new Seed(1));

        assertThat(update.name()).isEqualTo("left/s");
        assertThat(weights.state("left/s").getFloat(1)).isEqualTo(5);
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
