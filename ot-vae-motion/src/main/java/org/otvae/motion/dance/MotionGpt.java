package org.otvae.motion.dance;

import org.otvae.data.Corpus;
import org.otvae.graph.Weights;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.prior.CodesJudge;
import org.otvae.prior.TransformerBlock;
import org.otvae.provenance.Seed;
import org.otvae.train.Trainable;

/**
 * Which poses follow which, given the music: Bailando's cross-conditional motion GPT [siyao2022bailando, code]. A
 * sequence is three streams, music, tokens of the upper and tokens of the lower half of the body; position i of each
 * sees the positions 0 to i of all three. From the music one step ahead and the tokens so far it tells the next token
 * of each half.
 *
 * <p>Two parts of {@code layers} blocks one behind the other, the base and the head, of pre-norm blocks ({@link
 * TransformerBlock}); learned positions, another for each stream; two heads without bias. With the
 * published sizes, 512 codes, 29 positions, 2 times 6 layers 768 wide, it has 87,032,832 parameters.
 *
 * <p>The corpus is a {@link DanceCodes}. Example: with 29 positions an example has 29 frames of music and 30 tokens of
 * each half, {@code [29 * 438 + 2 * 30]} = 12,762 numbers.
 *
 * <p>Unlike the paper, the loss is the mean of both halves' cross-entropies, not their sum, so that it is nats per code
 * (Adam does not see the factor), and shares of attention are not dropped, only what blocks add.
 *
 * @param codes     of each half, at least 2
 * @param positions T, tokens of a half that the model sees at once, at least 2
 * @param layers    blocks in each of the two parts, at least 1
 * @param width     length of the vector at each position, a multiple of {@code heads}
 * @param heads     heads of attention, at least 1
 * @param dropout   share of values that training sets to 0, at least 0 and below 1
 */
public record MotionGpt(int codes, int positions, int layers, int width, int heads, double dropout) implements Trainable {

    /** The published sizes. */
    public static final MotionGpt PUBLISHED = new MotionGpt(512, 29, 6, 768, 12, 0.1);

    public MotionGpt {
        TransformerBlock.requireAtLeast(codes, 2, "codes");
        TransformerBlock.requireAtLeast(positions, 2, "positions");
        TransformerBlock.requireSizes(layers, width, heads, dropout);
    }

    /** The same network for another number of codes in a half. */
    public MotionGpt withCodes(int otherCodes) {
        return new MotionGpt(otherCodes, positions, layers, width, heads, dropout);
    }

    /** Numbers of an example: music of the positions, then one token more of each half. */
    int exampleSize() {
        return positions * MusicFeatures.COUNT + 2 * (positions + 1);
    }

    @Override
    public Objective objective(Corpus corpus, int batchSize, Weights weights, Seed seed) {
        requireExamples(corpus);
        MotionGptGraph model = MotionGptGraph.training(this, batchSize, weights, seed);
        return model.told(this).objective(model.loss());
    }

    @Override
    public Judge judge(Corpus corpus, int batchSize, Weights weights) {
        requireExamples(corpus);
        return new CodesJudge(MotionGptGraph.build(this, weights, new Seed(1), false).told(this), corpus, batchSize);
    }

    private void requireExamples(Corpus corpus) {
        if (corpus.exampleSize() != exampleSize()) {
            throw new IllegalArgumentException("expected examples of " + positions + " frames of music and " + (positions + 1)
                    + " tokens of each half, " + exampleSize() + " numbers, found " + corpus.exampleSize() + " in "
                    + corpus.name() + "; train on DanceCodes of the same positions");
        }
    }
}
