package org.otvae.bench.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.otvae.codebook.Codebook;
import org.otvae.graph.Schedule;
import org.otvae.model.Reconstruction;
import org.otvae.motion.data.AistPlusPlus;
import org.otvae.motion.data.BandaiNamco;
import org.otvae.motion.data.BvhFolder;
import org.otvae.motion.data.CmuPlayground;
import org.otvae.motion.data.Female1;
import org.otvae.motion.data.MotionCut;
import org.otvae.motion.model.MotionDecoder;
import org.otvae.motion.model.MotionEncoder;
import org.otvae.motion.model.RootDecoder;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.SqVaeQuantizer;
import org.otvae.quantizer.StreamsQuantizer;

/**
 * The experiments on motion: a codebook of 512 for each half of the body, the error of places, velocities and
 * accelerations as in Bailando's first step [siyao2022bailando]; a narrow network for two cores and Bailando's own
 * ({@code -wide}, {@code aistpp}), on AIST++, Bandai Namco's clips, Female1 and any folder of BVH files. Rows
 * {@code -root} have Bailando's second step as well, so that a decoded motion goes its way:
 * {@code ./otvae train bvh-folder-root-ot --data MOTIONS}.
 *
 * <p>A batch has 960 latents of each half, 1.9 for each code, so that transport sees little of a code in one batch: row
 * {@code ot-queue} lets it see the latents of three batches before as well. The encoder ends without a norm, so that
 * latents begin small and OT's score is standardised, as for speech. The demo on the slice has a quarter of codes and
 * batch.
 */
final class MotionExperiments {

    private static final int CODES = 512; // of each half
    private static final int LATENTS = 960; // of each half in a batch, as published
    private static final Net NARROW = new Net(48, 1, 64, 3e-3);
    private static final Net WIDE = new Net(512, 3, 512, 3e-5); // as published
    private static final int DEMO_EPOCHS = 160; // 640 steps; after 160 every method still shows one mean pose
    private static final Data SLICE = new Data(CmuPlayground.NAME, MotionCut.CLIPS, 4, DEMO_EPOCHS);
    private static final Data DANCES = new Data(AistPlusPlus.NAME, MotionCut.DANCE, 1, 5); // 1,500 steps or so
    private static final Data CLIPS = new Data(BandaiNamco.NAME, MotionCut.CLIPS, 1, 28); // 1,568 steps
    private static final Data PERFORMER = new Data(Female1.NAME, MotionCut.CLIPS, 1, 140); // 1,540 steps
    private static final Data FOLDER = new Data(BvhFolder.NAME, MotionCut.CLIPS, 1, 24);
    private static final OtQuantizer.Solving SOLVING = new OtQuantizer.Solving(40, 0.5); // docs/method.md, section 5
    private static final List<Integer> HALVES = List.of(BodyHalves.UPPER_CHANNELS, BodyHalves.LOWER_CHANNELS);
    private static final Methods.Losses LOSSES = new Methods.Losses(new Reconstruction.LogMotionError(1, 1, HALVES),
            new Reconstruction.MotionError(1, 1, HALVES));
    private static final double INITIAL_VARIANCE = 0.1; // of SQ-VAE: latents begin small; docs/method.md, section 5
    private static final double LAST_TEMPERATURE = 0.97; // of SQ-VAE in short runs; the same place
    private static final double DECAY = 0.95; // of moving averages in short runs; the same place
    private static final long FULL_STEPS = 28_000;
    private static final Methods.Speed FAST = new Methods.Speed(1, 20 / 3.0); // docs/method.md, section 5
    private static final Methods.Speeds SPEEDS = new Methods.Speeds(FAST, Methods.Speed.EVEN, FAST, FAST, FAST);
    private static final int FULL_EPOCHS = 500; // as published

    private MotionExperiments() {
    }

    /** The sizes of a network and the learning rate that goes with them. */
    private record Net(int width, int depth, int dim, double learningRate) {
    }

    /**
     * What is trained on.
     *
     * @param corpus      its name without the way of the root
     * @param cut         its windows
     * @param part        1 for whole batches and codebooks, 4 for quarters of both
     * @param shortEpochs of the scale {@code short}
     */
    private record Data(String corpus, MotionCut cut, int part, int shortEpochs) {

        int codes() {
            return CODES / part;
        }

        int batch() {
            return LATENTS * MotionEncoder.STRIDE / cut.frames() / part;
        }
    }

    /** The rows of {@code ./otvae demo --modality motion}. */
    static List<Experiment> demo() {
        Table table = poses("motion-demo", SLICE, NARROW, Scale.SHORT);
        return table.rows(streams(methods(SLICE, NARROW, Scale.SHORT).demo()));
    }

    /** Every row on every corpus. */
    static List<Experiment> all(Scale scale) {
        Table slice = poses("motion-demo", SLICE, NARROW, scale);
        return Stream.of(slice.rows(streams(methods(SLICE, NARROW, scale).all())),
                rows("bandai-namco", CLIPS, NARROW, scale), rows("bandai-namco-wide", CLIPS, WIDE, scale),
                rows("bvh-folder", FOLDER, NARROW, scale), rows("female1", PERFORMER, NARROW, scale),
                rows("aistpp", DANCES, WIDE, scale), rootRows("motion-demo-root", SLICE, NARROW, scale),
                rootRows("bandai-namco-root", CLIPS, NARROW, scale), rootRows("bvh-folder-root", FOLDER, NARROW, scale),
                rootRows("aistpp-root", DANCES, WIDE, scale)).flatMap(List::stream).toList();
    }

    private static List<Experiment> rows(String prefix, Data data, Net net, Scale scale) {
        Table table = poses(prefix, data, net, scale);
        Methods methods = methods(data, net, scale);
        return table.rows(streams(Stream.concat(Stream.of(methods.ot(), methods.otQueue(3 * LATENTS)),
                methods.all().stream().skip(1)).toList()));
    }

    /** OT-VAE and Bailando's own quantizer, which tell the way of the root besides. */
    private static List<Experiment> rootRows(String prefix, Data data, Net net, Scale scale) {
        Table poses = poses(prefix, data, net, scale);
        var table = new Table(prefix, data.corpus + MotionCut.WITH_ROOT, poses.encoder(),
                new RootDecoder(net.width, net.depth, net.dim), poses.batchSize(), poses.length(), poses.rate(),
                poses.gradientClip());
        Methods methods = methods(data, net, scale);
        return table.rows(streams(List.of(methods.ot(), methods.vqEmaReset())));
    }

    private static Table poses(String prefix, Data data, Net net, Scale scale) {
        return new Table(prefix, data.corpus,
                new MotionEncoder(data.cut.framesPerSecond(), net.width, net.depth, net.dim),
                new MotionDecoder(net.width, net.depth, net.dim), data.batch(),
                Table.Length.of(scale, data.shortEpochs, FULL_EPOCHS), rate(data, net, scale), 1);
    }

    /** On dances the published one at the published length: a tenth after 100 and 200 of 500 epochs. */
    private static Table.Rate rate(Data data, Net net, Scale scale) {
        return data == DANCES && scale == Scale.FULL ? Table.Rate.steps(net.learningRate, 0.1, List.of(0.2, 0.4))
                : Table.Rate.cosine(net.learningRate);
    }

    private static Methods methods(Data data, Net net, Scale scale) {
        return new Methods(data.codes(), net.dim, MotionExperiments::transport,
                Methods.Stochastic.of(scale, SqVaeQuantizer.Combination.PRODUCT, INITIAL_VARIANCE, LAST_TEMPERATURE,
                        FULL_STEPS),
                LOSSES, net == WIDE ? Methods.USUAL_DECAY : DECAY, SPEEDS);
    }

    /** Half of the noise and a temperature of 0.3 stay to the end: clips are few, and less lets the decoder learn them by heart. */
    private static OtQuantizer transport(Codebook codebook) {
        return OtQuantizer.of(codebook).withSampling(new Schedule.Exponential(1, 0.3), new Schedule.Linear(1, 0.5))
                .withSolving(SOLVING);
    }

    /** Every method with a codebook of its own for each half of the body. */
    private static List<Methods.Method> streams(List<Methods.Method> methods) {
        return methods.stream().map(each -> new Methods.Method(each.name(), each.description(),
                new StreamsQuantizer(each.quantizer(), MotionEncoder.STREAMS), each.reconstruction(),
                each.speed())).toList();
    }
}
