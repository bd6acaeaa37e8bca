package org.otvae.op;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.imports.converters.ImportClassMapping;

/** The list of all {@link JavaOp}s, made known to SameDiff so that it can copy them into gradient graphs. */
public final class JavaOps {
    private JavaOps() {
    }

    /** Makes every operation of this package known to SameDiff. Happens once; building a node does it too. */
    public static void register() {
        Registration.once();
    }

    /** One prototype of every operation, gradient nodes included. */
    static List<JavaOp> all() {
        return List.of(new Sinkhorn(), new SinkhornGradient(), new GumbelSoftmax(), new GumbelSoftmaxGradient(),
                new BatchNorm(), new BatchNormFixed(), new BatchNormGradient(), new EmbeddingLookup(),
                new EmbeddingLookupGradient(), new SquaredDistance(), new SquaredDistanceGradient(),
                new StandardizedDistance(), new StandardizedDistanceGradient(), new NegativeEntropy(), new NegativeEntropyGradient(),
                new Convolution(), new ConvolutionInputGradient(), new ConvolutionWeightGradient(),
                new TransposedConvolution(), new TransposedConvolutionInputGradient(),
                new TransposedConvolutionWeightGradient(), new Relu(), new ReluGradient(), new ExpectedScore(),
                new ExpectedScoreGradient(),
                new MeanSquaredDifference(), new MeanSquaredDifferenceGradient(),
                new MotionDifference(), new MotionDifferenceGradient(), new Gru(), new GruGradient(),
                new Jitter(), new JitterGradient(), new Dropout(), new CrossEntropy(),
                new CrossEntropyGradient(), new CausalAttention(), new CausalAttentionGradient(), new CachedAttention(), new Gelu(), new GeluGradient(),
                new LayerNorm(), new LayerNormGradient());
    }

    private static final class Registration {
        static {
            Map<String, DifferentialFunction> known = ImportClassMapping.getOpNameMapping();
            for (JavaOp op : all()) {
                known.put(op.opName(), op);
            }
        }

        private static void once() {
            // Loading this class did the work, exactly once for all threads.
        }
    }
}
