package org.otvae.bench.modality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.otvae.bench.ShellWord;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.metric.Fidelity;
import org.otvae.model.Tokenizer;
import org.otvae.motion.Motion;
import org.otvae.motion.MotionTokenizer;
import org.otvae.motion.dance.Choreographer;
import org.otvae.motion.dance.DanceCodes;
import org.otvae.motion.dance.DanceScores;
import org.otvae.motion.dance.HalfCodes;
import org.otvae.motion.dance.MotionGpt;
import org.otvae.motion.data.Dance;
import org.otvae.motion.data.DanceCorpus;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.RigidBody;
import org.otvae.motion.skeleton.RootChannels;
import org.otvae.prior.Sampling;
import org.otvae.provenance.Seed;
import org.otvae.train.Trainable;

/** Dances from a motion GPT over the codes of both half bodies, told the music. */
final class MotionGeneration implements Generation {

    private static final double MOST_SECONDS = 20; // of a dance that is judged; published for features, not for beats

    @Override
    public Trainable fitted(Trainable network, Tokenizer tokenizer, Corpus corpus) {
        dances(corpus);
        return gpt(network).withCodes(tokenizer.autoencoder().quantizer().codes() / 2);
    }

    private static MotionGpt gpt(Trainable network) {
        if (network instanceof MotionGpt gpt) {
            return gpt;
        }
        throw new IllegalArgumentException("expected a motion GPT for codes of motion, found " + network);
    }

    private static DanceCorpus dances(Corpus corpus) {
        if (corpus.whole() instanceof DanceCorpus dances) {
            return dances;
        }
        throw new IllegalArgumentException("expected a corpus of motions with music, found " + corpus.name());
    }

    /** Nothing is kept: encoding takes a small part of the time of training. */
    @Override
    public DanceCodes codes(Trainable network, Tokenizer tokenizer, Corpus corpus, Path folder) {
        return DanceCodes.of(new MotionTokenizer(tokenizer), dances(corpus), gpt(network).positions());
    }

    @Override
    public void requireMeasures(Split split, List<Fidelity> more) {
        if (!more.isEmpty()) {
            throw new IllegalArgumentException("dances have measures of their own, found " + more.get(0).name()
                    + " wished for; leave it out");
        }
    }

    /**
     * On the test split the dances of validation and test are danced anew, each from its first codes to its music,
     * always by the likeliest code, and compared with all dances of the corpus; {@link DanceScores} tells what is published.
     */
    @Override
    public Judged judged(TrainedPrior prior, Corpus corpus, Corpus codes, Split split, List<Fidelity> more) {
        var own = (DanceCodes) codes;
        Map<String, Double> measures = new LinkedHashMap<>();
        if (split == Split.TEST) {
            List<Poses> generated = new ArrayList<>();
            List<List<Integer>> beats = new ArrayList<>();
            try (var choreographer = new Choreographer(gpt(prior.network()), prior.weights())) {
                for (Split each : List.of(Split.VALIDATION, Split.TEST)) {
                    for (int i = 0; i < own.dances(each).size(); i++) {
                        HalfCodes real = own.codes(each).get(i);
                        var start = new HalfCodes(Arrays.copyOf(real.upper(), 1), Arrays.copyOf(real.lower(), 1));
                        Dance dance = own.dances(each).get(i);
                        generated.add(danced(prior, choreographer, cut(dance.music(), MOST_SECONDS), start, Sampling.GREEDY,
                                new Seed(1)));
                        beats.add(dance.beats());
                    }
                }
            }
            List<Dance> all = Stream.of(Split.values()).flatMap(each -> dances(corpus).dances(each).stream()).toList();
            measures.putAll(new DanceScores(all).of(generated, beats));
            measures.put("samples", (double) generated.size());
        }
        return new Judged(measures, own.usage(split));
    }

    private static MusicFeatures cut(MusicFeatures music, double seconds) {
        int frames = Math.min(music.frames(), (int) (seconds * music.framesPerSecond()));
        return new MusicFeatures(Arrays.copyOf(music.values(), frames * MusicFeatures.COUNT), music.framesPerSecond());
    }

    /** A dance as the decoder gives it; the tokenizer stays open. */
    private static Poses danced(TrainedPrior prior, Choreographer choreographer, MusicFeatures music, HalfCodes start,
            Sampling sampling, Seed seed) {
        var tokenizer = new MotionTokenizer(prior.tokenizer());
        MusicFeatures heard = music.at(tokenizer.framesPerSecond() / Motion.FRAMES_PER_LATENT);
        return choreographer.dance(heard, start, sampling, seed).poses(tokenizer);
    }

    @Override
    public float[] shown(TrainedPrior prior, Corpus corpus) {
        int count = new MotionModality().shown(corpus).length / corpus.exampleSize();
        int frames = Math.toIntExact(corpus.exampleShape()[1]);
        float[] examples = new float[count * corpus.exampleSize()];
        List<Dance> dances = dances(corpus).dances(Split.TEST);
        double seconds = (frames + Motion.FRAMES_PER_LATENT) / dances(corpus).framesPerSecond();
        try (var choreographer = new Choreographer(gpt(prior.network()), prior.weights())) {
            for (int i = 0; i < count; i++) {
                Seed seed = new Seed(1).derive("shown").derive(i);
                MusicFeatures music = cut(dances.get(i % dances.size()).music(), seconds + 1);
                Poses poses = danced(prior, choreographer, music, choreographer.start(seed), Sampling.PLAIN, seed);
                BodyHalves.write(poses, 0, Math.min(frames, poses.frames()), RootChannels.ZERO, examples, i * corpus.exampleSize());
            }
        }
        return examples;
    }

    @Override
    public int usualCount() {
        return 1;
    }

    @Override
    public List<Path> files(TrainedPrior prior, Wanted wanted, Path output) {
        DanceFile.requireKnown(output);
        return List.of(output);
    }

    @Override
    public Generated generate(TrainedPrior prior, Wanted wanted, Path output) {
        List<Path> files = files(prior, wanted, output);
        if (wanted.label().isPresent() || wanted.count() > 1) {
            throw new IllegalArgumentException("expected one dance to one recording, found --class or --n; leave them out");
        }
        Path music = wanted.music().orElseThrow(() -> new IllegalArgumentException(
                "expected a recording to dance to, found none; give it with --music song.wav"));
        DanceFile file = DanceFile.of(music, output);
        Seed seed = new Seed(wanted.seed());
        HalfCodes codes;
        long start;
        var tokenizer = new MotionTokenizer(prior.tokenizer());
        MusicFeatures heard = file.music().at(tokenizer.framesPerSecond() / Motion.FRAMES_PER_LATENT);
        try (var choreographer = new Choreographer(gpt(prior.network()), prior.weights())) {
            start = System.nanoTime();
            codes = choreographer.dance(heard, choreographer.start(seed), wanted.sampling(), seed);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        file.write(RigidBody.of(codes.poses(tokenizer)));
        return new Generated(files, 2L * codes.positions(), seconds);
    }

    @Override
    public List<String> commands(Path run) {
        String folder = ShellWord.of(run);
        return List.of("./otvae generate " + folder + " --music song.wav -o dance.html", "./otvae generate " + folder
                + " --music song.wav -o dance.bvh", "./otvae evaluate " + folder);
    }
}
