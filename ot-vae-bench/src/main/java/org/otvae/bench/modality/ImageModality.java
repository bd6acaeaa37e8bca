package org.otvae.bench.modality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.otvae.bench.ShellWord;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.Experiments;
import org.otvae.data.Corpus;
import org.otvae.data.MissingDataException;
import org.otvae.image.ImageTokenizer;
import org.otvae.image.Images;
import org.otvae.image.data.CelebA;
import org.otvae.image.data.Cifar10;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.image.data.FashionMnist;
import org.otvae.image.data.IdxStream;
import org.otvae.image.data.ImageFolder;
import org.otvae.image.data.Mnist;
import org.otvae.image.metric.PerceptualDistance;
import org.otvae.image.metric.ReconstructionFrechet;
import org.otvae.image.preview.ImageGrid;
import org.otvae.metric.Fidelity;
import org.otvae.model.Autoencoder;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;

/** Pictures {@code [channels, height, width]}. All inputs of one call share one file of tokens. */
final class ImageModality implements Modality {

    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");
    private static final byte[] IDX = {0, 0}; // a third byte says of which type
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final float WHITE = 255;
    private static final int SHOWN = 12;
    private static final int SCALE = 2;

    @Override
    public String id() {
        return Images.MODALITY;
    }

    @Override
    public List<String> corpora() {
        return List.of(EmbeddedFashionMnist.NAME, FashionMnist.NAME, Mnist.NAME, Cifar10.NAME, CelebA.NAME,
                ImageFolder.NAME_32, ImageFolder.NAME_64);
    }

    @Override
    public List<String> pretrained() {
        return Images.pretrained();
    }

    @Override
    public Tokenizer pretrained(String name) {
        return Images.pretrained(name).tokenizer();
    }

    @Override
    public List<Encoding> encode(Tokenizer tokenizer, List<Path> inputs) {
        long[] shape = tokenizer.exampleShape();
        var pictures = new ImageTokenizer(tokenizer); // the caller closes what it is over
        float[] examples = Examples.joined(inputs.stream().map(input -> read(input, pictures, shape)).toList());
        return List.of(new Encoding(encodedNames(inputs).get(0), tokenizer.encode(examples, examples.length / size(shape))));
    }

    @Override
    public List<String> encodedNames(List<Path> inputs) {
        return inputs.size() == 1 ? Encoding.names(inputs) : List.of("pictures");
    }

    private static float[] read(Path input, ImageTokenizer pictures, long[] shape) {
        String name = input.toString().toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(input)) {
            throw new MissingDataException("expected a picture or an IDX file, found no file at "
                    + input.toAbsolutePath());
        }
        return PICTURES.stream().anyMatch(name::endsWith) || !mayBeIdx(input) ? pictures.example(Images.load(input))
                : images(input, shape);
    }

    /** Whether a file begins as IDX files of numbers or as gzip does; no picture that can be read begins so. */
    private static boolean mayBeIdx(Path input) {
        try (InputStream in = Files.newInputStream(input)) {
            byte[] first = in.readNBytes(2);
            return Arrays.equals(first, IDX) || Arrays.equals(first, GZIP);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + input.toAbsolutePath(), e);
        }
    }

    private static float[] images(Path input, long[] shape) {
        try (var idx = IdxStream.open(input)) {
            if (!idx.holdsImages() || shape[0] != 1 || idx.rows() != shape[1] || idx.columns() != shape[2]) {
                throw new IllegalArgumentException(input + ": expected grey images for examples of shape "
                        + Arrays.toString(shape)
                        + ", found " + (idx.holdsImages() ? idx.rows() + " x " + idx.columns() + " pixels" : "labels"));
            }
            var pixels = new byte[idx.itemBytes()];
            var examples = new float[length(input, idx)];
            for (int i = 0; i < idx.count(); i++) {
                idx.read(pixels, 0);
                for (int j = 0; j < pixels.length; j++) {
                    examples[i * pixels.length + j] = (pixels[j] & 0xff) / WHITE;
                }
            }
            return examples;
        }
    }

    private static int length(Path input, IdxStream idx) {
        long length = (long) idx.count() * idx.itemBytes();
        if (length > Examples.LONGEST) {
            throw new IllegalArgumentException(input + ": expected at most " + Examples.LONGEST / idx.itemBytes() + " images of "
                    + idx.rows() + " x " + idx.columns() + " pixels for one file of tokens, found " + idx.count() + "; encode it in parts");
        }
        return (int) length;
    }

    @Override
    public List<Path> decode(Tokenizer tokenizer, Tokens tokens, Optional<String> label, Path folder, String name) {
        float[] examples = label.map(told -> tokenizer.decode(tokens, told)).orElseGet(() -> tokenizer.decode(tokens));
        int size = size(tokenizer.exampleShape());
        List<Path> files = decodedNames(tokens, name).stream().map(folder::resolve).toList();
        for (int i = 0; i < files.size(); i++) {
            Images.write(files.get(i), Arrays.copyOfRange(examples, i * size, (i + 1) * size), tokenizer.exampleShape());
        }
        return files;
    }

    @Override
    public List<String> decodedNames(Tokens tokens, String name) {
        return IntStream.range(0, tokens.samples()).mapToObj(i -> String.format(Locale.ROOT, "%s-%05d.png", name, i)).toList();
    }

    @Override
    public List<Fidelity> fidelity(long[] exampleShape) {
        return Images.fidelity(exampleShape);
    }

    @Override
    public List<Fidelity> further(Wishes wishes, long[] shape, Autoencoder autoencoder) {
        wishes.requireNoSound("images");
        List<Fidelity> measures = new ArrayList<>();
        wishes.frechetNetwork().ifPresent(file -> measures.add(
                new ReconstructionFrechet(file, (int) shape[0], (int) shape[1], (int) shape[2])));
        wishes.perceptualNetwork().ifPresent(file -> measures.add(
                new PerceptualDistance(file, (int) shape[0], (int) shape[1], (int) shape[2])));
        return measures;
    }

    @Override
    public Generation generation() {
        return new ImageGeneration();
    }

    @Override
    public IntStream shownPlaces(Corpus corpus) {
        return Examples.first(corpus, SHOWN);
    }

    @Override
    public List<Exhibit> exhibits(Corpus corpus, List<Exhibit.Values> rows) {
        long[] shape = corpus.exampleShape();
        return rows.stream().map(row -> new Exhibit(row.label(), List.of(new Exhibit.Media(row.method() + ".png", "image/png",
                new ImageGrid((int) shape[0], (int) shape[1], (int) shape[2], List.of(new ImageGrid.Row("", row.examples())),
                        SHOWN, SCALE).png())))).toList();
    }

    @Override
    public String exhibitsCaption() {
        return "The first test examples; each row shows what one method makes of them.";
    }

    @Override
    public List<Experiment> demo() {
        return Experiments.imageDemo();
    }

    @Override
    public List<String> commands(Path run) {
        String folder = ShellWord.of(run);
        return List.of("./otvae evaluate " + folder, "./otvae encode " + folder + " picture.png -o tokens.otv",
                "./otvae decode " + folder + " tokens.otv -o pictures");
    }

    @Override
    public List<String> fullData() {
        return List.of("./otvae data fetch fashion-mnist", "./otvae train fashion-mnist-ot");
    }

    private static int size(long[] shape) {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }
}
