package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sets a share of the elements to 0 and scales the others up, so that the mean stays [srivastava2014dropout]. Which ones is
 * noise by number, from (seed, step, element) as in {@link GumbelNoise}: a resumed run drops what it would have dropped. The
 * gradient is the same operation. Any shape.
 */
public final class Dropout extends JavaOp {

    static final String NAME = "otvae_dropout";

    /** For SameDiff. */
    public Dropout() {
    }

    private Dropout(SDVariable x, SDVariable step, double rate, long seed) {
        super(x.getSameDiff(), x, step);
        addTArgument(rate);
        addIArgument(seed);
    }

    /**
     * Adds dropout to a graph.
     *
     * @param x    any shape
     * @param step the number of the training step, a scalar of type LONG
     * @param rate the share of elements that become 0, at least 0 and below 1
     * @param seed of the noise; another one for each place in a model
     */
    public static SDVariable of(SDVariable x, SDVariable step, double rate, long seed) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("rate must be at least 0 and below 1, found " + rate);
        }
        return rate == 0 ? x : new Dropout(x, step, rate, seed).outputVariable();
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        double rate = tArgs()[0];
        long key = GumbelNoise.key(iArgs()[0], in[1].getLong(0));
        long dropped = Math.round(rate * 0x1p32); // of 2^32 equally likely numbers
        double scale = 1 / (1 - rate);
        HostArray x = HostArray.toRead(in[0]);
        HostArray y = HostArray.toWrite(out[0]);
        Chunks.forEach(in[0].length(), (start, size) -> {
            double[] values = new double[size];
            x.read(start, values, size);
            for (int i = 0; i < size; i++) {
                long word = GumbelNoise.word(key, start + i);
                long number = (i & 1) == 0 ? word & 0xFFFFFFFFL : word >>> 32; // chunks begin with an even element
                values[i] = number < dropped ? 0 : values[i] * scale;
            }
            y.write(start, values, size);
        });
        y.done();
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new Dropout(upstream.get(0), arg(1), tArgs()[0], iArgs()[0]).outputVariable(),
                sameDiff.zerosLike(arg(1)));
    }
}
