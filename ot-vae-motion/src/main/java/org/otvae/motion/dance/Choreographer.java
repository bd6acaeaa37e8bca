package org.otvae.motion.dance;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Rows;
import org.otvae.data.SafeTensors;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.prior.Sampling;
import org.otvae.provenance.Seed;

/**
 * Dances to music, code by code: a trained {@link MotionGpt} sees the last T - 1 codes of both halves and the music up
 * to the next one, as published [siyao2022bailando, code], for as long as the music is. For one thread at a time.
 *
 * <p>A further code costs a pass of 3 T positions through the network. Keys and values of earlier positions cannot be
 * kept: as soon as the context slides, every code in it has another position, so that all rows change.
 */
public final class Choreographer implements AutoCloseable {

    private final MotionGpt gpt;
    private final float[] starts; // [count, 2]
    private final MotionGptGraph model;
    private final Session session;

    /**
     * A choreographer of a trained model.
     *
     * @param weights the model's, as a checkpoint has them
     * @throws org.otvae.data.MalformedDataException if the weights belong to another model
     */
    public Choreographer(MotionGpt gpt, SafeTensors weights) {
        this.gpt = gpt;
        Weights own = new Weights(new Seed(1), DataType.FLOAT);
        this.model = MotionGptGraph.build(gpt, own, new Seed(1), false);
        own.assign(weights);
        this.starts = weights.get(MotionGptGraph.STARTS).floats();
        this.session = Session.forward(model.graph(), List.of(model.logits().name()));
    }

    /** Codes to begin with that began windows of training, one pair chosen by the seed. */
    public HalfCodes start(Seed seed) {
        int place = seed.derive("start").random().nextInt(starts.length / 2);
        return new HalfCodes(new int[] {(int) starts[2 * place]}, new int[] {(int) starts[2 * place + 1]});
    }

    /**
     * The codes of a dance, one of each half for each frame of the music.
     *
     * @param music at the rate of the codes, 7.5 frames a second for motion at 60
     * @param start the first codes, at least one of each half; a dance that there is, or {@link #start}
     * @param seed  of the choice; without effect if the most likely code is always taken
     */
    public HalfCodes dance(MusicFeatures music, HalfCodes start, Sampling sampling, Seed seed) {
        int length = music.frames();
        int given = Math.min(start.positions(), length);
        int[] upper = java.util.Arrays.copyOf(java.util.Arrays.copyOf(start.upper(), given), length);
        int[] lower = java.util.Arrays.copyOf(java.util.Arrays.copyOf(start.lower(), given), length);
        SplittableRandom upperRandom = seed.derive("upper").random();
        SplittableRandom lowerRandom = seed.derive("lower").random();
        for (int next = given; next < length; next++) {
            int seen = Math.min(next, gpt.positions() - 1);
            float[] logits = logits(music, upper, lower, next, seen);
            upper[next] = sampling.choose(logits, (seen - 1) * gpt.codes(), gpt.codes(), upperRandom);
            lower[next] = sampling.choose(logits, (gpt.positions() + seen - 1) * gpt.codes(), gpt.codes(), lowerRandom);
        }
        return new HalfCodes(upper, lower);
    }

    /**
     * Logits {@code [2 * positions, codes]} after the {@code seen} codes before {@code next}; what follows them is
     * empty.
     */
    private float[] logits(MusicFeatures music, int[] upper, int[] lower, int next, int seen) {
        float[] example = new float[gpt.exampleSize()];
        System.arraycopy(music.values(), (next - seen + 1) * MusicFeatures.COUNT, example, 0, seen * MusicFeatures.COUNT);
        int at = gpt.positions() * MusicFeatures.COUNT;
        for (int i = 0; i < seen; i++) {
            example[at + i] = upper[next - seen + i];
            example[at + gpt.positions() + 1 + i] = lower[next - seen + i];
        }
        INDArray input = Nd4j.createFromArray(example).reshape(1, example.length);
        session.run(Map.of(model.data().name(), input));
        input.close(); // native memory, which the garbage collector would free late
        return Rows.of(session.value(model.logits().name()));
    }

    /** Gives the working memory back. */
    @Override
    public void close() {
        session.close();
    }
}
