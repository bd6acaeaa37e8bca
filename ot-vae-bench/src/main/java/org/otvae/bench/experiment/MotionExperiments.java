package org.otvae.bench.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.otvae.model.Reconstruction;
import org.otvae.motion.data.BandaiNamco;
import org.otvae.motion.data.BvhFolder;
import org.otvae.motion.data.CmuPlayground;
import org.otvae.motion.data.MotionCut;
import org.otvae.motion.model.MotionDecoder;
import org.otvae.motion.model.MotionEncoder;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Score;
import org.otvae.quantizer.StreamsQuantizer;

/**
 * The experiments on motion: batches of 120 windows of 64 frames at 30 Hz, a codebook of 512 for each half of the body, the
 * error of places, velocities and accelerations as in Bailando's first step [siyao2022bailando]; a narrow network for two
 * cores and Bailando's own ({@code -wide}), on Bandai Namco's clips and on any folder of BVH files.
 *
 * <p>A batch has 960 latents of each half, 1.9 for each code, so that transport sees little of a code in one batch: row
 * {@code ot-queue} lets it see the latents of three batches before as well. The encoder ends without a norm, so that latents
 * begin small and OT's score is standardised, as for speech. The demo on the slice has a quarter of codes and batch.
 */
final class MotionExperiments {

    private static final int CODES = 512; // of each half
    private static final int DEMO_CODES = CODES / 4;
    private static final Net NARROW = new Net(48, 1, 64, 1e-3);
    private static final Net WIDE = new Net(512, 3, 512, 3e-5); // as published
    private static final int BATCH = 120;
    private static final int DEMO_BATCH = BATCH / 4; // the slice has few windows; as many latents for each code
    private static final int QUEUE = 3 * BATCH * MotionCut.CLIPS.frames() / MotionEncoder.STRIDE; // of three batches
    private static final OtQuantizer.Solving SOLVING = new OtQuantizer.Solving(40, 0.5); // docs/method.md, section 5
    private static final List<Integer> HALVES = List.of(BodyHalves.UPPER_CHANNELS, BodyHalves.LOWER_CHANNELS);
    private static final Methods.Losses LOSSES = new Methods.Losses(new Reconstruction.LogMotionError(1, 1, HALVES),
            new Reconstruction.MotionError(1, 1, HALVES));
    private static final double COMMITMENT = 0.02; // Bailando's
    private static final int SHORT_EPOCHS = 24; // 1,560 steps on Bandai Namco's clips
    private static final int DEMO_EPOCHS = 160; // 640 steps; after 160 every method still shows one mean pose
    private static final int FULL_EPOCHS = 500; // as published

    private MotionExperiments() {
    }

    /** The sizes of a network and the learning rate that goes with them. */
    private record Net(int width, int depth, int dim, double learningRate) {
    }

    /** The rows of {@code ./otvae demo --modality motion}. */
    static List<Experiment> demo() {
        Table table = slice(Scale.SHORT);
        return table.rows(streams(methods(table, DEMO_CODES, NARROW).demo()));
    }

    /** Every row on every corpus. */
    static List<Experiment> all(Scale scale) {
        Table slice = slice(scale);
        return Stream.of(slice.rows(streams(methods(slice, DEMO_CODES, NARROW).all())),
                rows("bandai-namco", BandaiNamco.NAME, NARROW, scale),
                rows("bandai-namco-wide", BandaiNamco.NAME, WIDE, scale),
                rows("bvh-folder", BvhFolder.NAME, NARROW, scale)).flatMap(List::stream).toList();
    }

    private static Table slice(Scale scale) {
        return table("motion-demo", CmuPlayground.NAME, NARROW, DEMO_BATCH, DEMO_EPOCHS, scale);
    }

    private static List<Experiment> rows(String prefix, String corpus, Net net, Scale scale) {
        Table table = table(prefix, corpus, net, BATCH, SHORT_EPOCHS, scale);
        Methods methods = methods(table, CODES, net);
        return table.rows(streams(Stream.concat(Stream.of(methods.ot(), methods.otQueue(QUEUE)),
                methods.all().stream().skip(1)).toList()));
    }

    private static Table table(String prefix, String corpus, Net net, int batch, int fewEpochs,
            Scale scale) {
        return new Table(prefix, corpus,
                new MotionEncoder(MotionCut.CLIPS.framesPerSecond(), net.width, net.depth, net.dim),
                new MotionDecoder(net.width, net.depth, net.dim), batch, Table.Length.of(scale, fewEpochs, FULL_EPOCHS),
                Table.Rate.cosine(net.learningRate), 1);
    }

    private static Methods methods(Table table, int codes, Net net) {
        return new Methods(codes, net.dim, Score.STANDARDIZED_DISTANCE, SOLVING, 10, Math.pow(0.97, table.length().times()),
                LOSSES, COMMITMENT);
    }

    /** Every method with a codebook of its own for each half of the body. */
    private static List<Methods.Method> streams(List<Methods.Method> methods) {
        return methods.stream().map(each -> new Methods.Method(each.name(), each.description(),
                new StreamsQuantizer(each.quantizer(), MotionEncoder.STREAMS), each.reconstruction(), each.codebookSpeed()))
                .toList();
    }
}
