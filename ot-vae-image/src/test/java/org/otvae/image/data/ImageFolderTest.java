package org.otvae.image.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

class ImageFolderTest {

    private static final int MUTANTS = 300;

    @TempDir
    private Path folder;

    @Test
    void picturesOfAllSizesAndKindsBecomeExamplesOfOneSize() throws IOException {
        for (int i = 0; i < 60; i++) {
            write("class-" + i % 3 + "/" + i + (i % 2 == 0 ? ".png" : ".JPG"), 8 + i, 40 + i % 7, 4 * i);
        }
        Files.writeString(folder.resolve("notes.txt"), "not a picture");

        ImageCorpus corpus = ImageFolder.open("mine", folder, 32);

        assertThat(corpus.exampleShape()).containsExactly(3, 32, 32);
        assertThat(corpus.size(Split.TRAIN) + corpus.size(Split.VALIDATION) + corpus.size(Split.TEST)).isEqualTo(60);
        assertThat(corpus.size(Split.TRAIN)).isBetween(40, 56);
        assertThat(corpus.notes()).isEmpty();
        float[] example = new float[3 * 32 * 32];
        corpus.read(Split.TRAIN, 0, 0, example, 0);
        assertThat(example[5]).isEqualTo(example[3_000]).isBetween(0f, 1f); // each picture is one shade of grey
        assertThat(corpus.label(Split.TRAIN, corpus.size(Split.TRAIN) - 1)).isEqualTo(2);
        assertThat(corpus.labels()).containsExactly("class-0", "class-1", "class-2");
    }

    @Test
    void picturesOutsideSubFoldersHaveNoClassOrOneOfTheirOwn() throws IOException {
        for (int i = 0; i < 40; i++) {
            write(i + ".png", 16, 16, i);
        }
        assertThat(ImageFolder.open("mine", folder, 32).labels()).isEmpty();
        write("cats/1.png", 16, 16, 50);

        assertThat(ImageFolder.open("mine", folder, 32).labels()).containsExactly(".", "cats");
    }

    @Test
    void moreClassesThanALabelHoldsAreNone() throws IOException {
        for (int i = 0; i < 257; i++) {
            write("class-" + i + "/1.png", 4, 4, i % 256);
        }

        ImageCorpus corpus = ImageFolder.open("mine", folder, 4);

        assertThat(corpus.labels()).isEmpty();
        assertThat(corpus.notes()).containsExactly("mine: takes its 257 sub-folders for no classes, as there may be at most 256");
    }

    @Test
    void aLinkToAFolderIsAFolder() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        for (int i = 0; i < 40; i++) {
            write("real/" + i + ".png", 16, 16, i);
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        assertThat(ImageFolder.open("mine", link, 32).fingerprint()).isEqualTo(ImageFolder.open("mine", real, 32).fingerprint());
    }

    @Test
    void aPictureStaysInItsSplitWhenOthersCome() throws IOException {
        for (int i = 0; i < 40; i++) {
            write(i + ".png", 16, 16, i);
        }
        int[] before = sizes(ImageFolder.open("mine", folder, 32));
        for (int i = 0; i < 40; i++) {
            write("more-" + i + ".png", 16, 16, 100 + i);
        }

        ImageCorpus after = ImageFolder.open("mine", folder, 32);

        assertThat(shades(after, Split.TEST, 40)).hasSize(before[2]);
        assertThat(shades(after, Split.TRAIN, 40)).hasSize(before[0]);
    }

    @Test
    void unreadableFilesAreLeftOutCountedAndNamed() throws IOException {
        for (int i = 0; i < 40; i++) {
            write(i + ".png", 16, 16, i);
        }
        Files.writeString(folder.resolve("broken.png"), "no picture at all");
        Files.write(folder.resolve("cut.png"), Arrays.copyOf(Files.readAllBytes(folder.resolve("3.png")), 40));

        ImageCorpus corpus = ImageFolder.open("mine", folder, 32);

        assertThat(Arrays.stream(sizes(corpus)).sum()).isEqualTo(40);
        assertThat(corpus.notes()).first().isEqualTo("mine: left out 2 of its pictures as unreadable: broken.png, cut.png");
    }

    @Test
    void whereNoPictureCanBeReadTheErrorSaysWhy() throws IOException {
        for (int i = 0; i < 12; i++) {
            Files.writeString(folder.resolve(i + ".jpg"), "no picture at all");
        }

        assertThatThrownBy(() -> ImageFolder.open("mine", folder, 32)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("among 12 in " + folder + ", 12 of which cannot be read, the first because: " + folder.resolve("0.jpg")
                        + ": expected a PNG, JPEG, GIF or BMP picture");
    }

    /** The names l\344tin.png and l\366tin.png in Latin-1, which Java cannot write in UTF-8 or ASCII and reads alike. */
    @Test
    void filesWithNamesOfAnotherEncodingAreLeftOutCountedAndNamed() throws Exception {
        for (int i = 0; i < 40; i++) {
            write(i + ".png", 16, 16, i);
        }
        for (String letter : new String[] {"\\344", "\\366"}) {
            assertThat(new ProcessBuilder("sh", "-c", "cp 3.png \"$(printf 'l" + letter + "tin.png')\"").directory(folder.toFile())
                    .start().waitFor()).isZero();
        }

        ImageCorpus corpus = ImageFolder.open("mine", folder, 32);

        assertThat(Arrays.stream(sizes(corpus)).sum()).isEqualTo(40);
        assertThat(corpus.notes()).first().asString().startsWith("mine: left out 2 of its pictures as unreadable: l");
        assertThat(corpus.notes().get(1)).contains("expected a file name in the encoding of the system's locale");
    }

    @Test
    void mutatedPicturesNeverStopTheReading() throws IOException {
        for (int i = 0; i < 40; i++) {
            write(i + ".png", 16, 16, i);
        }
        write("whole.jpg", 24, 24, 90);
        byte[] jpeg = Files.readAllBytes(folder.resolve("whole.jpg"));
        byte[] png = Files.readAllBytes(folder.resolve("7.png"));
        var random = new SplittableRandom(17);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = (i % 2 == 0 ? jpeg : png).clone();
            for (int flips = 0; flips <= i % 8; flips++) {
                mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(folder.resolve("mutant-" + i + (i % 2 == 0 ? ".jpg" : ".png")),
                    i % 3 == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant);
        }

        ImageCorpus corpus = ImageFolder.open("mine", folder, 32);

        assertThat(Arrays.stream(sizes(corpus)).sum()).isBetween(41, 41 + MUTANTS);
        assertThat(corpus.notes()).first().asString().contains("left out").contains("mutant-");
    }

    @Test
    void anEmptyOrMissingFolderAndTooFewPicturesAreSaid() throws IOException {
        assertThatThrownBy(() -> ImageFolder.open("mine", folder.resolve("absent"), 32))
                .isInstanceOf(MissingDataException.class).hasMessageContaining("--data DIR");
        assertThatThrownBy(() -> ImageFolder.open("mine", folder, 32)).isInstanceOf(MissingDataException.class)
                .hasMessageContaining("found none; give a folder of pictures");
        write("only.png", 16, 16, 5);
        assertThatThrownBy(() -> ImageFolder.open("mine", folder, 32)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("give a folder with more of them");
    }

    @Test
    void dataVecSeesPicturesWithTheirFoldersAsLabels() throws IOException {
        write("cats/1.png", 20, 20, 51);
        write("dogs/1.png", 20, 20, 102);
        try (var reader = new PictureRecordReader(1, 8, 8)) {
            reader.initialize(new FileSplit(folder.toFile()));
            var first = reader.nextRecord();
            var second = reader.next();

            assertThat(reader.hasNext()).isFalse();
            assertThat(reader.getLabels()).containsExactly("cats", "dogs");
            int label = ((IntWritable) second.get(1)).get();
            var image = ((NDArrayWritable) second.get(0)).get();
            assertThat(image.shape()).containsExactly(1, 1, 8, 8);
            assertThat(image.getFloat(0, 0, 3, 3)).isEqualTo(label == 0 ? 51 : 102);
            assertThat(((NDArrayWritable) reader.loadFromMetaData(first.getMetaData()).getRecord().get(0)).get())
                    .isEqualTo(((NDArrayWritable) first.getRecord().get(0)).get());
        }
    }

    private static int[] sizes(ImageCorpus corpus) {
        return new int[] {corpus.size(Split.TRAIN), corpus.size(Split.VALIDATION), corpus.size(Split.TEST)};
    }

    /** The shades below {@code most} in a split. */
    private static int[] shades(ImageCorpus corpus, Split split, int most) {
        float[] example = new float[corpus.exampleSize()];
        int[] shades = new int[corpus.size(split)];
        for (int i = 0; i < shades.length; i++) {
            corpus.read(split, i, 0, example, 0);
            shades[i] = Math.round(255 * example[0]);
        }
        return Arrays.stream(shades).filter(shade -> shade < most).toArray();
    }

    private void write(String name, int width, int height, int shade) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, shade << 16 | shade << 8 | shade);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(picture, name.toLowerCase(java.util.Locale.ROOT).endsWith("png") ? "png" : "jpg", file.toFile());
    }
}
