package org.otvae.quantizer;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.graph.Layers;
import org.otvae.op.HostArray;
import org.otvae.op.SquaredDistance;

/** How alike a latent and a code are; transport prefers high scores. The paper does not state its own. */
public enum Score {

    /** -||z - c||² / dim. */
    SQUARED_DISTANCE {
        @Override
        SDVariable of(SDVariable latents, SDVariable table, int dim) {
            return SquaredDistance.scaled(latents, table, -1.0 / dim);
        }
    },

    /** The cosine of the angle between z and c, as in SwAV [caron2020unsupervised]. */
    COSINE {
        @Override
        SDVariable of(SDVariable latents, SDVariable table, int dim) {
            return Layers.timesTransposed(unitLength(latents), unitLength(table));
        }
    },

    /**
     * Minus the distance, moved and scaled to mean 0 and deviation 1 over the batch, as in OptVQ [zhang2024optvq]. Outside
     * training the distance is left as it is, so that no choice depends on the batch; epsilon is scaled instead.
     */
    STANDARDIZED_DISTANCE {
        @Override
        SDVariable of(SDVariable latents, SDVariable table, int dim) {
            SameDiff sameDiff = latents.getSameDiff();
            SDVariable distance = alone(latents, table, dim).neg();
            SDVariable centred = distance.sub(distance.mean());
            SDVariable deviation = sameDiff.math().sqrt(centred.pow(2).mean());
            return centred.mul(deviation.add(FLOOR).rdiv(-1)); // times, for ND4J differentiates division by a scalar wrongly
        }

        @Override
        SDVariable alone(SDVariable latents, SDVariable table, int dim) {
            return latents.getSameDiff().math().sqrt(SquaredDistance.between(latents, table).add(FLOOR)).neg();
        }

        @Override
        double unit(INDArray scores) {
            HostArray host = HostArray.toRead(scores);
            double[] row = new double[(int) scores.size(1)];
            double sum = 0;
            double squares = 0;
            for (long i = 0; i < scores.length(); i += row.length) {
                host.read(i, row, row.length);
                for (double value : row) {
                    sum += value;
                    squares += value * value;
                }
            }
            double mean = sum / scores.length();
            return Math.sqrt(Math.max(0, squares / scores.length() - mean * mean)) + FLOOR;
        }
    };

    private static final double FLOOR = 1e-6; // OptVQ's guard for the deviation; also keeps the square root differentiable

    /** The scores, {@code [n, codes]}, of latents {@code [n, dim]} and codes {@code [codes, dim]}. */
    abstract SDVariable of(SDVariable latents, SDVariable table, int dim);

    /** The scores outside training: the score of a latent and a code depends on nothing but the two. */
    SDVariable alone(SDVariable latents, SDVariable table, int dim) {
        return of(latents, table, dim);
    }

    /** What one unit of {@link #of} is in units of {@link #alone}, given a sample of the latter. */
    double unit(INDArray scores) {
        return 1;
    }

    private static SDVariable unitLength(SDVariable rows) {
        SDVariable norm = rows.getSameDiff().math().sqrt(rows.pow(2).sum(true, 1).add(1e-12)); // floor, far below any norm
        return rows.div(norm);
    }
}
