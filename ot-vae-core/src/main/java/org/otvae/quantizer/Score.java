package org.otvae.quantizer;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.graph.Layers;
import org.otvae.op.HostArray;
import org.otvae.op.Sinkhorn;
import org.otvae.op.SquaredDistance;
import org.otvae.op.StandardizedDistance;

/** How alike a latent and a code are; transport prefers high scores. The paper does not state its own. */
public enum Score {

    /** -||z - c||² / dim. */
    SQUARED_DISTANCE {
        @Override
        Comparison compare(SDVariable latents, SDVariable table, int dim) {
            SDVariable scores = SquaredDistance.scaled(latents, table, -1.0 / dim);
            return new Comparison(scores, scores, -dim);
        }
    },

    /** The cosine of the angle between z and c, as in SwAV [caron2020unsupervised]. */
    COSINE {
        @Override
        Comparison compare(SDVariable latents, SDVariable table, int dim) {
            SDVariable scores = Layers.timesTransposed(unitLength(latents), unitLength(table));
            return new Comparison(scores, SquaredDistance.between(latents, table), 1);
        }
    },

    /**
     * Minus the distance, moved and scaled to mean 0 and deviation 1 over the batch, as in OptVQ [zhang2024optvq]. Outside
     * training the distance is left as it is, so that no choice depends on the batch; epsilon is scaled instead.
     */
    STANDARDIZED_DISTANCE {
        @Override
        Comparison compare(SDVariable latents, SDVariable table, int dim) {
            SDVariable squared = SquaredDistance.between(latents, table);
            return new Comparison(StandardizedDistance.of(squared), squared, 1);
        }

        @Override
        SDVariable alone(SDVariable latents, SDVariable table, int dim) {
            return latents.getSameDiff().math().sqrt(SquaredDistance.between(latents, table).add(StandardizedDistance.FLOOR))
                    .neg();
        }

        @Override
        double unit(Sinkhorn.Blocks blocks) {
            double sum = 0;
            double squares = 0;
            long count = 0;
            for (int block = 0; block < blocks.count(); block++) {
                INDArray scores = blocks.scores(block);
                HostArray host = HostArray.toRead(scores);
                double[] row = new double[(int) scores.size(1)];
                for (long i = 0; i < scores.length(); i += row.length) {
                    host.read(i, row, row.length);
                    for (double value : row) {
                        sum += value;
                        squares += value * value;
                    }
                }
                count += scores.length();
            }
            double mean = sum / count;
            return Math.sqrt(Math.max(0, squares / count - mean * mean)) + StandardizedDistance.FLOOR;
        }
    };

    /**
     * Scores in training and the distances behind them, so that what needs both finds the distances once.
     *
     * @param scores    {@code [n, codes]}
     * @param distances {@code [n, codes]}, times {@code factor} the squared Euclidean distances
     * @param factor    not 0
     */
    record Comparison(SDVariable scores, SDVariable distances, double factor) {
    }

    /** Latents {@code [n, dim]} beside codes {@code [codes, dim]}. */
    abstract Comparison compare(SDVariable latents, SDVariable table, int dim);

    /** The scores in training, {@code [n, codes]}, of latents {@code [n, dim]} and codes {@code [codes, dim]}. */
    final SDVariable of(SDVariable latents, SDVariable table, int dim) {
        return compare(latents, table, dim).scores();
    }

    /** The scores outside training: the score of a latent and a code depends on nothing but the two. */
    SDVariable alone(SDVariable latents, SDVariable table, int dim) {
        return of(latents, table, dim);
    }

    /** What one unit of {@link #of} is in units of {@link #alone}, given a sample of the latter. */
    double unit(Sinkhorn.Blocks scores) {
        return 1;
    }

    private static SDVariable unitLength(SDVariable rows) {
        SDVariable norm = rows.getSameDiff().math().sqrt(rows.pow(2).sum(true, 1).add(1e-12)); // floor, far below any norm
        return rows.div(norm);
    }
}
