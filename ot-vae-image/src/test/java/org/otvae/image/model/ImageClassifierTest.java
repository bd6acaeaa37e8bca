package org.otvae.image.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.Corpus;
import org.otvae.graph.Schedule;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.metric.Scores;
import org.otvae.train.Trainer;
import org.otvae.train.TrainingListener;
import org.otvae.train.TrainingPlan;

class ImageClassifierTest {

    private static final Corpus CLOTHES = EmbeddedFashionMnist.open();
    private static final TrainingPlan PLAN = new TrainingPlan(50, 1, 80, Schedule.constant(2e-3), Schedule.constant(0),
            0, 1000, 0, 1);

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void aFewStepsTellMostClothesApart() {
        List<Scores> validated = new ArrayList<>();
        new Trainer(new ImageClassifier(10, 16, 32), CLOTHES, PLAN, folder, "test", List.of(new TrainingListener() {
            @Override
            public void validated(long step, Scores scores, boolean best) {
                validated.add(scores);
            }
        })).train();

        assertThat(validated.get(0).fidelity().get("accuracy")).as("of 500 images, a tenth by chance")
                .isGreaterThan(0.6);
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThatThrownBy(() -> new Trainer(new ImageClassifier(3, 4, 4), CLOTHES, PLAN, folder, "test", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 3 classes, found 10 in fashion-mnist-slice");
        assertThatThrownBy(() -> new ImageClassifier(1, 4, 4)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected classes of at least 2");
    }
}
