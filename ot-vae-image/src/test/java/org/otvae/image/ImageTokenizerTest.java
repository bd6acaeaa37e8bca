package org.otvae.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;
import org.otvae.image.data.CelebA;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.image.model.ProtocolNet;
import org.otvae.model.ModelCard;
import org.otvae.model.ModelFolder;
import org.otvae.model.Tokens;

class ImageTokenizerTest {

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void write() {
        model = folder.resolve("model");
        Models.write(model);
    }

    @Test
    void aPictureAloneHasTheTokensItHasAmongOthers() {
        try (var tokenizer = Images.tokenizer(model)) {
            BufferedImage one = picture(1);
            BufferedImage two = picture(2);

            Tokens both = tokenizer.encode(one, two);

            assertThat(both.shape()).containsExactly(2, 7, 7);
            assertThat(both.indices()).startsWith(tokenizer.encode(one).indices())
                    .endsWith(tokenizer.encode(two).indices());
            assertThat(tokenizer.decode(both)).hasSize(2)
                    .allSatisfy(decoded -> assertThat(decoded.getHeight()).isEqualTo(28));
        }
    }

    @Test
    void aReadModelIsTheWrittenOne() {
        try (var first = Images.tokenizer(model); var second = Images.tokenizer(model)) {
            assertThat(second.encode(picture(3))).isEqualTo(first.encode(picture(3)));
            assertThat(first.tokenizer().model()).isEqualTo("untrained");
            assertThat(first.tokenizer().corpus()).isEmpty();
        }
    }

    @Test
    void aModelOfCelebALooksAtAlignedPicturesAsItsTrainingDid() throws IOException {
        Path faces = folder.resolve("faces");
        Models.write(faces, ProtocolNet.PIXELS_64, new long[] {3, 64, 64},
                new ModelCard(Images.MODALITY, "m", Optional.of(CelebA.NAME), List.of()));
        Path others = folder.resolve("others");
        Models.write(others, ProtocolNet.PIXELS_64, new long[] {3, 64, 64}, new ModelCard(Images.MODALITY, "m"));
        Path aligned = folder.resolve("000001.png");
        ImageIO.write(picture(4, 178, 218), "png", aligned.toFile());
        float[] learned = new float[3 * 64 * 64];
        try (var reader = CelebA.reader()) {
            reader.initialize(new FileSplit(aligned.toFile()));
            INDArray record = ((NDArrayWritable) reader.next().get(0)).get();
            for (int i = 0; i < learned.length; i++) {
                learned[i] = record.getFloat(i) / 255;
            }
        }
        BufferedImage face = Images.load(aligned);
        BufferedImage other = picture(5, 178, 217);

        try (var ofFaces = Images.tokenizer(faces); var ofOthers = Images.tokenizer(others)) {
            assertThat(ofFaces.tokenizer().corpus()).contains("celeba");
            assertThat(ofFaces.example(face)).containsExactly(learned, within(1e-6f));
            assertThat(ofFaces.encode(face)).isEqualTo(ofFaces.tokenizer().encode(ofFaces.example(face), 1));
            assertThat(ofOthers.example(face)).isEqualTo(Images.fit(face, new long[] {3, 64, 64})).isNotEqualTo(learned);
            assertThat(ofFaces.example(other)).isEqualTo(ofOthers.example(other));
            assertThatThrownBy(() -> ofFaces.encode((BufferedImage) null)).isInstanceOf(NullPointerException.class)
                    .hasMessageStartingWith("expected a picture, found null");
        }
        Files.writeString(model.resolve("model.json"), Files.readString(model.resolve("model.json"))
                .replace("\"model\":\"untrained\"", "\"model\":\"untrained\",\"corpus\":\"celeba\""));
        try (var grey = Images.tokenizer(model)) { // of another shape
            assertThat(grey.tokenizer().corpus()).contains("celeba");
            assertThat(grey.example(face)).isEqualTo(Images.fit(face, Models.EXAMPLE));
        }
    }

    @Test
    void theModelInTheJarNeedsNoTraining() {
        var corpus = EmbeddedFashionMnist.open();
        float[] original = new float[784];
        double error = 0;
        try (var tokenizer = Images.pretrained("fashion-mnist")) {
            for (int i = 0; i < 20; i++) {
                corpus.read(Split.TEST, i, 0, original, 0);

                float[] decoded = tokenizer.tokenizer().decode(tokenizer.tokenizer().encode(original, 1));

                for (int j = 0; j < decoded.length; j++) {
                    error += (decoded[j] - original[j]) * (decoded[j] - original[j]) / (20 * 784.0);
                }
            }
        }
        assertThat(error).as("its model card says 0.0042 over the whole test split").isBetween(0.002, 0.008);
        assertThatThrownBy(() -> Images.pretrained("cats")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected one of the models fashion-mnist, cifar10, found \"cats\"");
    }

    /** 37 go in two blocks of 16 and five filled up, or one by one: decoded images show the last bit. */
    @Test
    void theTrainedModelGivesEachImageTheSameBitsInAnyCompany() {
        var corpus = EmbeddedFashionMnist.open();
        float[] examples = new float[37 * 784];
        for (int i = 0; i < 37; i++) {
            corpus.read(Split.TEST, i, 0, examples, i * 784);
        }
        try (var images = Images.pretrained("fashion-mnist")) {
            var tokenizer = images.tokenizer();
            Tokens together = tokenizer.encode(examples, 37);
            float[] decoded = tokenizer.decode(together);
            for (int i = 0; i < 37; i++) {
                Tokens alone = tokenizer.encode(java.util.Arrays.copyOfRange(examples, i * 784, (i + 1) * 784), 1);

                assertThat(alone.indices()).isEqualTo(together.sample(i).indices());
                assertThat(tokenizer.decode(alone))
                        .isEqualTo(java.util.Arrays.copyOfRange(decoded, i * 784, (i + 1) * 784));
            }
        }
    }

    /** A smooth picture, unlike anything in CIFAR-10, comes back in its colours. */
    @Test
    void theModelOfColourPicturesNeedsNoTraining() {
        var picture = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 96 * 64; i++) {
            picture.setRGB(i % 96, i / 96, 60 + i % 96 << 16 | 180 - 2 * (i / 96) << 8 | 120);
        }
        float[] original = Images.fit(picture, new long[] {3, 32, 32});
        try (var images = Images.pretrained("cifar10")) {
            var tokenizer = images.tokenizer();
            Tokens tokens = tokenizer.encode(original, 1);
            float[] decoded = tokenizer.decode(tokens);
            double error = 0;
            for (int i = 0; i < decoded.length; i++) {
                error += (decoded[i] - original[i]) * (decoded[i] - original[i]) / decoded.length;
            }

            assertThat(tokens.shape()).containsExactly(1, 8, 8);
            assertThat(tokens.codes()).isEqualTo(512);
            assertThat(error).isLessThan(0.005); // a guess of the mean colour alone has 0.02
        }
    }

    @Test
    void tokensOfAnotherModelAreRefused() {
        try (var tokenizer = Images.tokenizer(model)) {
            var foreign = new Tokens(32, new int[] {1, 7, 7}, new int[49], "image", "another");

            assertThatThrownBy(() -> tokenizer.decode(foreign)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected tokens of the model untrained, found tokens of another; decode with the model that "
                            + "encoded");
        }
    }

    @Test
    void whatIsNoModelOfImagesIsRefused() throws IOException {
        assertThatThrownBy(() -> Images.tokenizer(folder)).isInstanceOf(MissingDataException.class)
                .hasMessageContaining("./otvae export");
        assertThatThrownBy(() -> ModelFolder.tokenizer(model, "audio")).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected a model of modality audio, found image");
        assertThatThrownBy(() -> Models.write(model)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found a model in");
        byte[] weights = Files.readAllBytes(model.resolve("weights.safetensors"));
        weights[weights.length / 2] ^= 1;
        Files.write(model.resolve("weights.safetensors"), weights);
        assertThatThrownBy(() -> Images.tokenizer(model)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("get the model again");
    }

    @Test
    void mutatedDescriptionsGiveATypedErrorOrAModel() throws IOException {
        byte[] whole = Files.readAllBytes(model.resolve("model.json"));
        var random = new SplittableRandom(23);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] mutant = whole.clone();
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(128);
            Files.write(model.resolve("model.json"), mutant);
            try {
                Images.tokenizer(model).close();
            } catch (MalformedDataException expected) {
                assertThat(expected).hasMessageNotContaining("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(150);
    }

    private static BufferedImage picture(int seed) {
        return picture(seed, 30, 36);
    }

    private static BufferedImage picture(int seed, int width, int height) {
        var random = new SplittableRandom(seed);
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        return picture;
    }
}
