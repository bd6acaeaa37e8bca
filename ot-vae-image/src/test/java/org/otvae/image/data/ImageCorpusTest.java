package org.otvae.image.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otvae.data.MalformedDataException;
import org.otvae.data.Split;

class ImageCorpusTest {

    @Test
    void scalesBytesToTheUnitInterval() {
        ImageCorpus corpus = corpus(new byte[] {0, 51, (byte) 255, (byte) 128}, 1);
        float[] target = {-1, -1, -1, -1, -1, -1};

        corpus.read(Split.TRAIN, 0, 0, target, 1);

        assertThat(target).containsExactly(-1, 0, 0.2f, 1, 128 / 255f, -1);
    }

    @Test
    void readsTheExampleAskedFor() {
        ImageCorpus corpus = corpus(new byte[] {1, 1, 1, 1, 2, 2, 2, 2}, 2);
        float[] target = new float[4];

        corpus.read(Split.TRAIN, 1, 0, target, 0);

        assertThat(target).containsOnly(2 / 255f);
        assertThat(corpus.label(Split.TRAIN, 1)).isEqualTo(7);
    }

    @Test
    void absentSplitIsEmpty() {
        ImageCorpus corpus = corpus(new byte[4], 1);

        assertThat(corpus.size(Split.TEST)).isZero();
        assertThatThrownBy(() -> corpus.read(Split.TEST, 0, 0, new float[4], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void indexOutsideTheSplitIsRefused() {
        ImageCorpus corpus = corpus(new byte[4], 1);

        assertThatThrownBy(() -> corpus.read(Split.TRAIN, 1, 0, new float[4], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> corpus.read(Split.TRAIN, -1, 0, new float[4], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void equalContentHasEqualFingerprintAndAnyOtherValueAnother() {
        byte[] pixels = {1, 2, 3, 4};

        assertThat(corpus(pixels, 1).fingerprint()).isEqualTo(corpus(pixels.clone(), 1).fingerprint()).hasSize(64);
        assertThat(corpus(new byte[] {1, 2, 3, 5}, 1).fingerprint()).isNotEqualTo(corpus(pixels, 1).fingerprint());
    }

    @Test
    void fingerprintDependsOnShapeAndSplits() {
        byte[] pixels = new byte[8];
        LabelledImages all = new LabelledImages(pixels, new byte[2]);
        LabelledImages half = new LabelledImages(new byte[4], new byte[1]);

        assertThat(new ImageCorpus("a", 1, 2, 2, Map.of(Split.TRAIN, all)).fingerprint())
                .isNotEqualTo(new ImageCorpus("a", 1, 1, 4, Map.of(Split.TRAIN, all)).fingerprint())
                .isNotEqualTo(new ImageCorpus("a", 1, 2, 2, Map.of(Split.TRAIN, half, Split.TEST, half)).fingerprint());
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        LabelledImages images = new LabelledImages(new byte[9], new byte[1]);

        assertThatThrownBy(() -> new ImageCorpus("odd", 1, 2, 2, Map.of(Split.TRAIN, images)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TRAIN of odd must have 4 values an image, found 9");
    }

    @Test
    void classesHaveNamesThatChangeNoFingerprint() {
        ImageCorpus corpus = corpus(new byte[8], 2);
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");

        ImageCorpus named = corpus.named(names);

        assertThat(corpus.labels()).isEmpty();
        assertThat(named.labels()).isEqualTo(names);
        assertThat(named.label(Split.TRAIN, 1)).isEqualTo(7);
        assertThat(named.fingerprint()).isEqualTo(corpus.fingerprint());
        assertThatThrownBy(() -> corpus.named(names.subList(0, 7))).isInstanceOf(MalformedDataException.class)
                .hasMessage("test: expected classes from 0 to 6, found 7; get the data again");
        assertThat(EmbeddedFashionMnist.open().labels()).hasSize(10).contains("ankle-boot");
    }

    private static ImageCorpus corpus(byte[] pixels, int count) {
        byte[] labels = new byte[count];
        labels[count - 1] = 7;
        return new ImageCorpus("test", 1, 2, 2, Map.of(Split.TRAIN, new LabelledImages(pixels, labels)));
    }
}
