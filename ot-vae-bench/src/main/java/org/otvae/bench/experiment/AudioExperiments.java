package org.otvae.bench.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.otvae.audio.data.EmbeddedPrompts;
import org.otvae.audio.data.Prompts8k;
import org.otvae.audio.data.Speech18;
import org.otvae.audio.data.WavFolder;
import org.otvae.audio.data.ZeroSpeech2019;
import org.otvae.audio.model.RecurrentDecoder;
import org.otvae.audio.model.SpeechDecoder;
import org.otvae.audio.model.SpeechEncoder;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.SqVaeQuantizer;

/**
 * The speech experiments: batches of 52 windows of 320 ms, 512 codes, one every 20 ms, as in the ZeroSpeech protocol
 * [takida2022sqvae]; a network of 128 channels for two cores and that of 768 ({@code -wide}), on the prompts that Debian's
 * packages have and on any folder of recordings.
 *
 * <p>Rows {@code prompts8k-gru-*} and {@code prompts8k-gru-wide-*} have the protocol's recurrent decoder instead of our
 * convolutional one: with jitter, and told the speaker. Rows {@code zerospeech-*} are the protocol's setting as a whole.
 *
 * <p>A batch has 832 latents, 1.6 for each code, so that transport sees little of a code in one batch: row {@code ot-queue}
 * lets it see the latents of three batches before as well. The encoder ends without a norm, so that latents begin small: OT's
 * score is standardised here, or else its plan says nothing until they have grown (docs/method.md, section 5).
 */
final class AudioExperiments {

    private static final int DIM = 64;
    private static final int CODES = 512;
    private static final int NARROW = 128;
    private static final int WIDE = 768;
    private static final int PROMPTS_SPEAKERS = 6; // one of the five speaks two languages, told apart like speakers
    private static final int BATCH = 52;
    private static final int QUEUE = 3 * BATCH * WavFolder.FRAMES / 2; // latents of three batches
    private static final OtQuantizer.Solving SOLVING = new OtQuantizer.Solving(40, 0.5); // docs/method.md, section 5
    private static final double INITIAL_VARIANCE = 0.1; // of SQ-VAE: latents begin small; docs/method.md, section 5
    private static final double LAST_TEMPERATURE = 0.97; // of SQ-VAE in short runs; the same place
    private static final long FULL_STEPS = 500_000;
    private static final int SHORT_EPOCHS = 6;
    private static final int DEMO_EPOCHS = 24; // of the few minutes inside the module, about 400 steps
    private static final int FULL_EPOCHS = 1_200; // about the protocol's 500,000 steps

    private AudioExperiments() {
    }

    /** The rows of {@code ./otvae demo --modality audio}. */
    static List<Experiment> demo() {
        Table table = slice(Scale.SHORT);
        return table.rows(methods(Scale.SHORT).demo());
    }

    /** Every row on every corpus. */
    static List<Experiment> all(Scale scale) {
        return Stream.of(slice(scale).rows(methods(scale).all()), rows("prompts8k", Prompts8k.NAME, FrontEnd.TELEPHONE, NARROW, scale),
                rows("prompts8k-wide", Prompts8k.NAME, FrontEnd.TELEPHONE, WIDE, scale),
                recurrent("prompts8k-gru", NARROW, scale), recurrent("prompts8k-gru-wide", WIDE, scale), zeroSpeech(scale),
                speech18("speech18", Speech18.NAME, scale),
                speech18("speech18-speakers", Speech18.OTHER_SPEAKERS, scale),
                rows("wav-folder", WavFolder.NAME, FrontEnd.ZERO_SPEECH, NARROW, scale)).flatMap(List::stream).toList();
    }

    private static Table slice(Scale scale) {
        return table("audio-demo", EmbeddedPrompts.NAME, FrontEnd.TELEPHONE, NARROW, DEMO_EPOCHS, scale);
    }

    /** The protocol's decoder, which is as wide whatever the encoder is; few rows, to be compared with the same of {@link #rows}. */
    private static List<Experiment> recurrent(String prefix, int width, Scale scale) {
        var decoder = RecurrentDecoder.protocol(FrontEnd.TELEPHONE.bands(), PROMPTS_SPEAKERS);
        return few(new Table(prefix, Prompts8k.NAME, new SpeechEncoder(FrontEnd.TELEPHONE, width, DIM), decoder, BATCH,
                Table.Length.of(scale, SHORT_EPOCHS, FULL_EPOCHS), rate(width), 1), scale);
    }

    /** Eighteen voices, whom the test knows or not; a third of the passes, for there is three times as much of them. */
    private static List<Experiment> speech18(String prefix, String corpus, Scale scale) {
        return few(new Table(prefix, corpus, new SpeechEncoder(FrontEnd.TELEPHONE, NARROW, DIM),
                new SpeechDecoder(FrontEnd.TELEPHONE.bands(), NARROW, DIM), BATCH,
                Table.Length.of(scale, SHORT_EPOCHS / 3, FULL_EPOCHS / 3), rate(NARROW), 1), scale);
    }

    /** The protocol's data, networks, steps and learning rates. */
    private static List<Experiment> zeroSpeech(Scale scale) {
        var frontEnd = FrontEnd.ZERO_SPEECH;
        var length = switch (scale) {
            case SMOKE -> new Table.Length(1, Scale.SMOKE_STEPS);
            case SHORT -> new Table.Length(1, 5_000);
            case FULL -> new Table.Length(1, 500_000);
        };
        return few(new Table("zerospeech", ZeroSpeech2019.NAME, new SpeechEncoder(frontEnd, WIDE, DIM),
                RecurrentDecoder.protocol(frontEnd.bands(), 102), BATCH, length, Table.Rate.steps(4e-4, 0.5, List.of(0.6, 0.8)), 1), scale);
    }

    private static List<Experiment> few(Table table, Scale scale) {
        Methods methods = methods(scale);
        return table.rows(List.of(methods.ot(), methods.vqEmaReset(), methods.sqVae4(), methods.vq()));
    }

    private static Table.Rate rate(int width) {
        return Table.Rate.cosine(width == WIDE ? 4e-4 : 1e-3);
    }

    private static List<Experiment> rows(String prefix, String corpus, FrontEnd frontEnd, int width, Scale scale) {
        Table table = table(prefix, corpus, frontEnd, width, SHORT_EPOCHS, scale);
        Methods methods = methods(scale);
        return table.rows(Stream.concat(Stream.of(methods.ot(), methods.otQueue(QUEUE)),
                methods.all().stream().skip(1)).toList());
    }

    private static Table table(String prefix, String corpus, FrontEnd frontEnd, int width, int fewEpochs, Scale scale) {
        return new Table(prefix, corpus, new SpeechEncoder(frontEnd, width, DIM),
                new SpeechDecoder(frontEnd.bands(), width, DIM), BATCH,
                Table.Length.of(scale, fewEpochs, FULL_EPOCHS), rate(width), 1);
    }

    private static Methods methods(Scale scale) {
        return new Methods(CODES, DIM, codebook -> OtQuantizer.of(codebook).withSolving(SOLVING),
                Methods.Stochastic.of(scale, SqVaeQuantizer.Combination.PRODUCT, INITIAL_VARIANCE, LAST_TEMPERATURE,
                        FULL_STEPS), Methods.USUAL_DECAY);
    }
}
