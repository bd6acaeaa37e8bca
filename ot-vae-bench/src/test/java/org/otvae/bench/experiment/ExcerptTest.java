package org.otvae.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.otvae.data.Corpus;
import org.otvae.data.Split;

class ExcerptTest {

    private final Corpus slice = Corpora.open("fashion-mnist-slice", Optional.empty());

    /** The slice with its training examples twice over. */
    private final class Twice implements Corpus {
        @Override
        public String name() {
            return slice.name();
        }

        @Override
        public long[] exampleShape() {
            return slice.exampleShape();
        }

        @Override
        public int size(Split split) {
            return 2 * slice.size(split);
        }

        @Override
        public String fingerprint() {
            return "twice";
        }

        @Override
        public java.util.List<String> labels() {
            return java.util.List.of("even", "odd");
        }

        @Override
        public int label(Split split, int index) {
            return index % 2;
        }

        @Override
        public void read(Split split, int index, long draw, float[] target, int offset) {
            slice.read(split, index % slice.size(split), draw, target, offset);
        }
    }

    @Test
    void aSmallCorpusStaysWhatItIs() {
        assertThat(Excerpt.of(slice)).isSameAs(slice);
    }

    @Test
    void aLargeOneIsCutAndHasAFingerprintOfItsOwn() {
        var excerpt = Excerpt.of(new Twice());

        assertThat(excerpt.size(Split.TRAIN)).isEqualTo(4_000);
        assertThat(excerpt.size(Split.VALIDATION)).isEqualTo(500);
        assertThat(excerpt.size(Split.TEST)).isEqualTo(1_000);
        assertThat(excerpt.fingerprint()).hasSize(64).isNotEqualTo(slice.fingerprint());
        var target = new float[784];
        excerpt.read(Split.TEST, 999, 0, target, 0);
        assertThatThrownBy(() -> excerpt.read(Split.TEST, 1_000, 0, target, 0)).isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("below 1000");
    }

    @Test
    void itSaysWhatItsExamplesAreOfAndWhatItIsAnExcerptOf() {
        var twice = new Twice();

        var excerpt = Excerpt.of(twice);

        assertThat(excerpt.whole()).isSameAs(twice);
        assertThat(slice.whole()).isSameAs(slice);
        assertThat(excerpt.labels()).containsExactly("even", "odd");
        assertThat(excerpt.label(Split.TRAIN, 3_999)).isEqualTo(1);
        assertThatThrownBy(() -> excerpt.label(Split.TRAIN, 4_000)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
