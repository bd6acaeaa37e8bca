package org.otvae.image.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;
import org.otvae.image.AlignedFace;

class CelebATest {

    private static final int MUTANTS = 300;

    @TempDir
    private Path folder;

    /** Values made by Pillow 9.4.0: crop((19, 39, 159, 179)), resize((64, 64), BILINEAR), as channels first. */
    @Test
    void cropAndResizeArePillowsToTheLastBit() {
        byte[] face = AlignedFace.levels(face(0));

        assertThat(values(face, 0, 0)).containsExactly(82, 80, 109);
        assertThat(values(face, 63, 0)).containsExactly(195, 76, 203);
        assertThat(values(face, 32, 31)).containsExactly(181, 104, 53);
        assertThat(values(face, 20, 10)).containsExactly(116, 116, 53);
        assertThat(values(face, 63, 63)).containsExactly(96, 203, 160);
        CRC32 sum = new CRC32();
        sum.update(face);
        assertThat(sum.getValue()).isEqualTo(3165334292L);
    }

    @Test
    void thePartitionDecidesTheSplits() throws IOException {
        writeSet("list_eval_partition.txt", "%06d.png %d", 12);

        ImageCorpus corpus = CelebA.open(folder);

        assertThat(corpus.exampleShape()).containsExactly(3, 64, 64);
        assertThat(corpus.size(Split.TRAIN)).isEqualTo(8);
        assertThat(corpus.size(Split.VALIDATION)).isEqualTo(2);
        assertThat(corpus.size(Split.TEST)).isEqualTo(2);
        assertThat(corpus.notes()).containsExactly(
                "celeba: the partition names 12 pictures; the published one has 202599");
        float[] example = new float[3 * 64 * 64];
        corpus.read(Split.TEST, 1, 0, example, 0);
        assertThat(example[0]).isEqualTo((AlignedFace.levels(face(12))[0] & 0xFF) / 255f);
    }

    @Test
    void theListMayBeOfCommaSeparatedValues() throws IOException {
        writeSet("list_eval_partition.txt", "%06d.png %d", 12);
        String fingerprint = CelebA.open(folder).fingerprint();
        Path list = folder.resolve("list_eval_partition.txt");
        String lines = Files.readString(list).replace(' ', ',');
        Files.delete(list);
        Files.writeString(folder.resolve("list_eval_partition.csv"), "image_id,partition\r\n" + lines);

        assertThat(CelebA.open(folder).fingerprint()).isEqualTo(fingerprint);
    }

    @Test
    void missingSmallAndBrokenPicturesAreLeftOutAndNamed() throws IOException {
        writeSet("list_eval_partition.txt", "%06d.png %d", 12);
        Path pictures = folder.resolve("img_align_celeba");
        Files.delete(pictures.resolve("000002.png"));
        Files.writeString(pictures.resolve("000003.png"), "no picture");
        ImageIO.write(new BufferedImage(139, 218, BufferedImage.TYPE_INT_RGB), "png", pictures.resolve("000004.png").toFile());

        ImageCorpus corpus = CelebA.open(folder);

        assertThat(corpus.size(Split.TRAIN)).isEqualTo(6);
        assertThat(corpus.notes()).first().isEqualTo(
                "celeba: left out 3 of its pictures as unreadable: 000002.png, 000003.png, 000004.png");
        float[] example = new float[3 * 64 * 64];
        corpus.read(Split.TRAIN, 1, 0, example, 0);
        assertThat(example[0]).isEqualTo((AlignedFace.levels(face(5))[0] & 0xFF) / 255f);
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        assertThatThrownBy(() -> CelebA.open(folder)).isInstanceOf(MissingDataException.class).hasMessageNotContaining("\n")
                .hasMessageContainingAll("list_eval_partition.txt", folder.toString(), "--data DIR");
        Files.writeString(folder.resolve("list_eval_partition.txt"), "000001.jpg 0\n000002.jpg 1\n000003.jpg 2\n");
        assertThatThrownBy(() -> CelebA.open(folder)).isInstanceOf(MissingDataException.class)
                .hasMessageContainingAll("found no 000001.jpg", "unpack img_align_celeba.zip");
        Files.writeString(folder.resolve("list_eval_partition.txt"), "000001.jpg 0\n000002.jpg 1\n");
        assertThatThrownBy(() -> CelebA.open(folder)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("none for TEST");
        Files.writeString(folder.resolve("list_eval_partition.txt"), "000001.jpg 0\n../../etc/passwd.jpg 1\n");
        assertThatThrownBy(() -> CelebA.open(folder)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("found \"../../etc/passwd.jpg 1\" in line 2");
    }

    @Test
    void mutatedListsAreRefusedByTypedErrorsOnly() throws IOException {
        writeSet("list_eval_partition.txt", "%06d.png %d", 12);
        Path list = folder.resolve("list_eval_partition.txt");
        byte[] whole = Files.readAllBytes(list);
        var random = new SplittableRandom(5);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = i % 3 == 0 ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = 0; flips < 1 + i % 4 && mutant.length > 0; flips++) {
                mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(list, mutant);
            try {
                CelebA.open(folder);
            } catch (MalformedDataException | MissingDataException expected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(MUTANTS / 3, MUTANTS - 1);
    }

    @Test
    void dataVecSeesTheSameValues() throws IOException {
        writeSet("list_eval_partition.txt", "%06d.png %d", 1);
        try (var reader = CelebA.reader()) {
            reader.initialize(new FileSplit(folder.resolve("img_align_celeba").toFile()));
            var image = ((NDArrayWritable) reader.next().get(0)).get();

            assertThat(image.shape()).containsExactly(1, 3, 64, 64);
            assertThat(image.getFloat(0, 2, 31, 32))
                    .isEqualTo(AlignedFace.levels(face(1))[(2 * 64 + 31) * 64 + 32] & 0xFF);
        }
    }

    @Test
    void dataVecHearsWhichPictureIsTooSmall() throws IOException {
        Path small = folder.resolve("small.png");
        ImageIO.write(new BufferedImage(178, 139, BufferedImage.TYPE_INT_RGB), "png", small.toFile());

        try (var reader = CelebA.reader()) {
            reader.initialize(new FileSplit(small.toFile()));

            assertThatThrownBy(reader::next).isInstanceOf(MalformedDataException.class).hasMessage(small
                    + ": expected a picture of at least 140 x 140 pixels, found 178 x 139; get the aligned pictures, img_align_celeba");
        }
    }

    /** Two of three pictures for training, the others for validation and the test in turn. */
    private void writeSet(String list, String line, int count) throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("img_align_celeba"));
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            lines.append(String.format(line, i, i % 3 != 0 ? 0 : i % 2 == 1 ? 1 : 2)).append('\n');
            ImageIO.write(face(i), "png", pictures.resolve(String.format("%06d.png", i)).toFile());
        }
        Files.write(folder.resolve(list), List.of(lines.toString().strip()), StandardCharsets.US_ASCII);
    }

    /** A pattern of the size of an aligned picture; number 0 is the one that Pillow was given. */
    private static BufferedImage face(int number) {
        var picture = new BufferedImage(178, 218, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 218; y++) {
            for (int x = 0; x < 178; x++) {
                int red = (x * 7 + y * 3 + 10 * number) % 256;
                picture.setRGB(x, y, red << 16 | (x * x + y * 5) % 256 << 8 | (x ^ y) * 11 % 256);
            }
        }
        return picture;
    }

    private static int[] values(byte[] face, int x, int y) {
        return new int[] {face[y * 64 + x] & 0xFF, face[(64 + y) * 64 + x] & 0xFF, face[(128 + y) * 64 + x] & 0xFF};
    }
}
