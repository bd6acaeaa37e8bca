package org.otvae.prior;

import org.otvae.data.Corpus;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;
import org.otvae.train.Trainable;

/**
 * Which codes follow which: a decoder-only transformer [vaswani2017attention], [radford2019language] over the codes of
 * an example in their order, raster order for a grid, p(c_1, ..., c_T) = Π_t p(c_t | c_1, ..., c_{t-1}). In place of a
 * code before the first stands the example's class, so that one model serves all classes; with one class it is
 * unconditional.
 *
 * <p>Blocks are pre-norm: x + attention(norm x), then x + mlp(norm x) with one hidden layer four times as wide and
 * GELU; positions are learned; dropout behind the embedding, both branches and nowhere else.
 *
 * <p>Its corpus has examples {@code [1 + positions]}: the class, then the codes, whole numbers as floats. Example: 7 x
 * 7 grids of 256 codes with 10 classes are examples {@code [50]} and sequences of 49 positions.
 *
 * @param codes     K, the number of codes, at least 2
 * @param positions T, codes per example, at least 1
 * @param classes   classes of examples, at least 1; 1 for no condition
 * @param layers    blocks, at least 1
 * @param width     length of the vector at each position, a multiple of {@code heads}
 * @param heads     heads of attention, at least 1
 * @param dropout   share of values that training sets to 0, at least 0 and below 1
 */
public record Prior(int codes, int positions, int classes, int layers, int width, int heads, double dropout)
        implements Trainable {

    public Prior {
        TransformerBlock.requireAtLeast(codes, 2, "codes");
        TransformerBlock.requireAtLeast(positions, 1, "positions");
        TransformerBlock.requireAtLeast(classes, 1, "classes");
        TransformerBlock.requireSizes(layers, width, heads, dropout);
    }

    /** The same network for other codes: as many as a tokenizer has, and as many of them in an example. */
    public Prior fitted(int otherCodes, int otherPositions) {
        return new Prior(otherCodes, otherPositions, classes, layers, width, heads, dropout);
    }

    @Override
    public Objective objective(Corpus corpus, int batchSize, Weights weights, Seed seed) {
        requireExamples(corpus);
        PriorGraph model = PriorGraph.build(this, weights, seed, true);
        return model.told(this).objective(model.loss());
    }

    @Override
    public Judge judge(Corpus corpus, int batchSize, Weights weights) {
        requireExamples(corpus);
        return new CodesJudge(PriorGraph.build(this, weights, new Seed(1), false).told(this), corpus, batchSize);
    }

    private void requireExamples(Corpus corpus) {
        if (corpus.exampleSize() != 1 + positions) {
            throw new IllegalArgumentException("expected examples of a class and " + positions + " codes, found "
                    + corpus.exampleSize() + " values in " + corpus.name() + "; set the prior's positions");
        }
    }
}
