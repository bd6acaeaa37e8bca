package org.otvae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.data.SyntheticCorpus;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Weights;
import org.otvae.model.Autoencoder;
import org.otvae.model.Decoder;
import org.otvae.model.Encoder;
import org.otvae.model.ModelCard;
import org.otvae.model.Reconstruction;
import org.otvae.model.TinyNetwork;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;
import org.otvae.op.EmbeddingLookup;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.FsqQuantizer;

class LabelsTest {
    private static final String TABLE = "decoder.table";
    private static final List<String> NAMES = List.of("anna", "bert", "carl");
    private static final ModelCard NAMED = new ModelCard("image", "m", Optional.empty(), NAMES);
    private static final ModelCard NAMELESS = new ModelCard("image", "m");

    /** Gives back a constant picture for each label, whatever the codes are. */
    private record ToldDecoder(int labels) implements Decoder {
        @Override
        public SDVariable decode(Graph graph, SDVariable codes) {
            SDVariable own = EmbeddingLookup.rows(graph.parameter(TABLE, new Init.Constant(0), labels, 64), graph.labels());
            return own.reshape(-1, 8, 8, 1).add(codes.mean(0, 1, 2, 3).mul(0));
        }
    }

    /** Example i of a split is of label (i mod labels) and everywhere equal to 1 + label. */
    private record LabelledCorpus(List<String> labels, int used) implements Corpus {
        @Override
        public String name() {
            return "labelled";
        }

        @Override
        public long[] exampleShape() {
            return new long[] {1, 8, 8};
        }

        @Override
        public int size(Split split) {
            return 37;
        }

        @Override
        public String fingerprint() {
            return "f";
        }

        @Override
        public int label(Split split, int index) {
            return index % used;
        }

        @Override
        public void read(Split split, int index, long draw, float[] target, int offset) {
            Arrays.fill(target, offset, offset + 64, 1 + index % used);
        }
    }

    private final Encoder encoder = new TinyNetwork.TinyEncoder(8);
    private final Weights weights = new Weights(new Seed(3), DataType.FLOAT);

    @Test
    void trainingTellsTheDecoderWhatEachExampleIsOf(@TempDir java.nio.file.Path folder) {
        var plan = TinyRuns.plan(40, 1000);
        Trainer trainer = new Trainer(told(3), new LabelledCorpus(NAMES, 2), plan, folder, "test", List.of());

        trainer.train();

        INDArray table = trainer.weights().named(TABLE);
        assertThat(table.getRow(0).maxNumber().doubleValue()).isGreaterThan(0.05); // both have moved towards 1 and 2
        assertThat(table.getRow(1).minNumber().doubleValue()).isGreaterThan(0.05);
        assertThat(table.getRow(2).amaxNumber().doubleValue()).isZero(); // nobody was carl
    }

    @Test
    void evaluationTellsTheDecoderTheExamplesOwnLabels() {
        Evaluation evaluation = new Evaluation(told(3), new LabelledCorpus(NAMES, 3), weights, 16);
        weights.named(TABLE).assign(Nd4j.createFromArray(1f, 2, 3).reshape(3, 1).broadcast(3, 64));

        assertThat(evaluation.judge(Split.TEST).scores().mse()).isZero();
        assertThat(evaluation.trainingLatents(32)).isNotEmpty();
    }

    @Test
    void anotherLabelDecodesOtherwiseFromTheSameTokens() {
        float[] examples = SyntheticCorpus.small().examples(Split.TEST, 5);
        new Evaluation(told(3), new LabelledCorpus(NAMES, 3), weights, 16);
        weights.named(TABLE).assign(Nd4j.createFromArray(1f, 2, 3).reshape(3, 1).broadcast(3, 64));
        try (Tokenizer tokenizer = Tokenizer.of(told(3), new long[] {1, 8, 8}, weights.tensors(), NAMED);
                Tokenizer nameless = Tokenizer.of(told(3), new long[] {1, 8, 8}, weights.tensors(), NAMELESS)) {
            Tokens tokens = tokenizer.encode(examples, 5);

            assertThat(tokenizer.labels()).isEqualTo(NAMES);
            assertThat(tokenizer.decode(tokens, "bert")).containsOnly(2);
            assertThat(tokenizer.decode(tokens)).containsOnly(1);
            float[] mixed = tokenizer.decode(tokens, List.of("carl", "anna", "bert", "bert", "anna"));
            for (int i = 0; i < 5; i++) {
                assertThat(Arrays.copyOfRange(mixed, 64 * i, 64 * i + 64)).containsOnly(new float[] {3, 1, 2, 2, 1}[i]);
            }
            assertThatThrownBy(() -> tokenizer.decode(tokens, List.of("anna"))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a label for each of 5 examples, found 1");
            assertThat(nameless.labels()).containsExactly("0", "1", "2");
            assertThat(nameless.decode(tokens, "2")).containsOnly(3);
            assertThatThrownBy(() -> tokenizer.decode(tokens, "Carla")).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected one of the labels carl, anna, bert, found \"Carla\"");
        }
    }

    @Test
    void aModelThatIsToldNothingSaysSo() {
        Autoencoder deaf = TinyNetwork.with(new FsqQuantizer(List.of(4, 3), 8));
        new Evaluation(deaf, SyntheticCorpus.small(), weights, 16);
        try (Tokenizer tokenizer = Tokenizer.of(deaf, new long[] {1, 8, 8}, weights.tensors(), NAMELESS)) {
            Tokens tokens = tokenizer.encode(new float[64], 1);

            assertThat(tokenizer.labels()).isEmpty();
            assertThatThrownBy(() -> tokenizer.decode(tokens, "anna")).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected no label, for this model decodes without, found \"anna\"; leave it out");
            assertThatThrownBy(() -> Tokenizer.of(deaf, new long[] {1, 8, 8}, weights.tensors(), NAMED))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("tells 0 labels apart, found the names of 3");
        }
    }

    @Test
    void aCorpusMustHaveWhatTheDecoderIsTold() {
        assertThatThrownBy(() -> told(2).requireLabels(new LabelledCorpus(NAMES, 3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the decoder needs examples with 1 to 2 different "
                        + "labels, found 3 in labelled; change the decoder's number of them");
        assertThatThrownBy(() -> new Evaluation(told(2), SyntheticCorpus.small(), weights, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("choose a network that is not told labels");
    }

    private Autoencoder told(int labels) {
        return new Autoencoder(encoder, new FsqQuantizer(List.of(4, 3), 8), new ToldDecoder(labels),
                new Reconstruction.SquaredError());
    }
}
