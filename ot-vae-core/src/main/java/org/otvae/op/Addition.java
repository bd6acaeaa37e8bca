package org.otvae.op;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adds two arrays of one shape, as residual connections and meeting gradients do. ND4J's own operation prepares for
 * broadcasting at each call, which takes several times as long as the sum at the sizes in use.
 */
public final class Addition {

    private Addition() {
    }

    /** {@code sum = a + b}; all three of one shape and floating type. {@code sum} may be {@code a} or {@code b}. */
    public static void compute(INDArray a, INDArray b, INDArray sum) {
        HostArray left = HostArray.toRead(a);
        HostArray right = HostArray.toRead(b);
        HostArray target = HostArray.toWrite(sum);
        int length = (int) a.length();
        Chunks.blocks(length).forEach((block, from, to) -> {
            float[] x = new float[Chunks.SIZE];
            float[] y = new float[Chunks.SIZE];
            for (int chunk = from; chunk < to; chunk++) {
                int start = chunk * Chunks.SIZE;
                int size = Math.min(Chunks.SIZE, length - start);
                left.read(start, x, size);
                right.read(start, y, size);
                Loops.add(x, y, size);
                target.write(start, x, size);
            }
        });
        target.done();
    }
}
