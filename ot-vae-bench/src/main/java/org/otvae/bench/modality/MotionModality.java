package org.otvae.bench.modality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.otvae.bench.ShellWord;
import org.otvae.bench.experiment.Corpora;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.Experiments;
import org.otvae.data.Corpus;
import org.otvae.metric.Fidelity;
import org.otvae.model.Autoencoder;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;
import org.otvae.motion.Motion;
import org.otvae.motion.MotionTokenizer;
import org.otvae.motion.data.AistDances;
import org.otvae.motion.data.AistPlusPlus;
import org.otvae.motion.data.BandaiNamco;
import org.otvae.motion.data.BvhFolder;
import org.otvae.motion.data.CmuPlayground;
import org.otvae.motion.data.Female1;
import org.otvae.motion.data.MotionCut;
import org.otvae.motion.preview.PoseStrip;
import org.otvae.motion.preview.SkeletonGif;
import org.otvae.motion.skeleton.Poses;

/**
 * Motion as positions of joints relative to the root, {@code [72, frames]}.
 * Each motion has a file of tokens of its own.
 */
final class MotionModality implements Modality {

    private static final List<String> SETS = List.of(CmuPlayground.NAME, AistPlusPlus.NAME, BandaiNamco.NAME,
            Female1.NAME, BvhFolder.NAME, Corpora.CMU_DANCES, Corpora.BANDAI_DANCES, AistDances.NAME);
    private static final int SHOWN = 4;
    private static final int POSES = 8; // of each example
    private static final int HEIGHT = 120;

    @Override
    public String id() {
        return Motion.MODALITY;
    }

    @Override
    public List<String> corpora() {
        return Corpora.names().stream().filter(name -> SETS.stream().anyMatch(set -> name.equals(set)
                || name.equals(set + MotionCut.WITH_ROOT))).toList();
    }

    @Override
    public Generation generation() {
        return new MotionGeneration();
    }

    @Override
    public List<String> pretrained() {
        return Motion.pretrained();
    }

    @Override
    public Tokenizer pretrained(String name) {
        return Motion.pretrained(name).tokenizer();
    }

    @Override
    public List<Encoding> encode(Tokenizer tokenizer, List<Path> inputs) {
        var motion = new MotionTokenizer(tokenizer);
        List<String> names = Encoding.names(inputs);
        return IntStream.range(0, inputs.size()).mapToObj(i -> new Encoding(names.get(i),
                motion.encode(Motion.read(inputs.get(i), motion.framesPerSecond())))).toList();
    }

    @Override
    public List<Path> decode(Tokenizer tokenizer, Tokens tokens, Optional<String> label, Path folder, String name) {
        Path file = folder.resolve(decodedNames(tokens, name).get(0));
        Motion.write(file, new MotionTokenizer(tokenizer).decode(tokens));
        return List.of(file);
    }

    @Override
    public List<String> decodedNames(Tokens tokens, String name) {
        return List.of(name + ".bvh");
    }

    @Override
    public List<Fidelity> fidelity(long[] exampleShape) {
        return Motion.fidelity(Math.toIntExact(exampleShape[1]), framesPerSecond(exampleShape));
    }

    /** Windows of dances, and of nothing else, are 240 frames long. */
    private static double framesPerSecond(long[] exampleShape) {
        return (exampleShape[1] == MotionCut.DANCE.frames() ? MotionCut.DANCE : MotionCut.CLIPS).framesPerSecond();
    }

    @Override
    public List<Fidelity> further(Wishes wishes, long[] exampleShape, Autoencoder autoencoder) {
        wishes.requireNoNetworks("motion");
        wishes.requireNoSound("motion");
        return List.of();
    }

    @Override
    public IntStream shownPlaces(Corpus corpus) {
        return Examples.first(corpus, SHOWN);
    }

    @Override
    public List<Exhibit> exhibits(Corpus corpus, List<Exhibit.Values> rows) {
        int size = corpus.exampleSize();
        int frames = Math.toIntExact(corpus.exampleShape()[1]);
        return rows.stream().map(row -> {
            List<Exhibit.Media> media = new ArrayList<>();
            for (int i = 0; i < row.examples().length / size; i++) {
                float[] example = Arrays.copyOfRange(row.examples(), i * size, (i + 1) * size);
                Poses poses = Motion.poses(example, frames, framesPerSecond(corpus.exampleShape()));
                if (i == 0) {
                    media.add(new Exhibit.Media(row.label() + ".gif", "image/gif",
                            new SkeletonGif(List.of(poses), HEIGHT).bytes()));
                }
                media.add(new Exhibit.Media(row.label() + "-" + i + ".png", "image/png",
                        new PoseStrip(List.of(poses), POSES, HEIGHT).png()));
            }
            return new Exhibit(row.label(), media);
        }).toList();
    }

    @Override
    public String exhibitsCaption() {
        return "The first test examples, the first of them moving; each row shows what one method makes of them.";
    }

    @Override
    public List<Experiment> demo() {
        return Experiments.motionDemo();
    }

    @Override
    public List<String> commands(Path run) {
        String folder = ShellWord.of(run);
        return List.of("./otvae evaluate " + folder, "./otvae encode " + folder + " motion.bvh -o motion.otv",
                "./otvae decode " + folder + " motion.otv -o motion");
    }

    @Override
    public List<String> fullData() {
        return List.of("./otvae train bandai-namco-ot --data DIR");
    }
}
