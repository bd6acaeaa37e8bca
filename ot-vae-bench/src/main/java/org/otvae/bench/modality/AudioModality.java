package org.otvae.bench.modality;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.otvae.audio.Audio;
import org.otvae.audio.AudioTokenizer;
import org.otvae.audio.data.EmbeddedPrompts;
import org.otvae.audio.data.Prompts8k;
import org.otvae.audio.data.Recording;
import org.otvae.audio.data.Speech18;
import org.otvae.audio.data.SpeechCorpus;
import org.otvae.audio.data.Vctk;
import org.otvae.audio.data.WavFolder;
import org.otvae.audio.data.ZeroSpeech2019;
import org.otvae.audio.metric.DecibelError;
import org.otvae.audio.metric.MelCepstralDistortion;
import org.otvae.audio.metric.MelDistance;
import org.otvae.audio.metric.SoundIntelligibility;
import org.otvae.audio.model.SpeechEncoder;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.bench.ShellWord;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.Experiments;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.data.Split;
import org.otvae.metric.Fidelity;
import org.otvae.metric.Scores;
import org.otvae.model.Autoencoder;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;

/** Speech as mel spectrograms {@code [bands, frames]}. Each recording has a file of tokens of its own. */
final class AudioModality implements Modality {

    @Override
    public String id() {
        return Audio.MODALITY;
    }

    @Override
    public List<String> corpora() {
        return List.of(EmbeddedPrompts.NAME, Prompts8k.NAME, Speech18.NAME, Speech18.OTHER_SPEAKERS,
                ZeroSpeech2019.NAME, Vctk.NAME, WavFolder.NAME);
    }

    @Override
    public List<String> pretrained() {
        return Audio.pretrained();
    }

    @Override
    public Tokenizer pretrained(String name) {
        return Audio.pretrained(name).tokenizer();
    }

    @Override
    public List<Encoding> encode(Tokenizer tokenizer, List<Path> inputs) {
        var audio = new AudioTokenizer(tokenizer);
        List<String> names = Encoding.names(inputs);
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> new Encoding(names.get(i), encoded(audio, inputs.get(i)))).toList();
    }

    /** A recording that is too short or of an odd rate is named. */
    private static Tokens encoded(AudioTokenizer audio, Path input) {
        Recording recording = Audio.read(input);
        try {
            return audio.encode(recording);
        } catch (IllegalArgumentException unfit) {
            throw new MalformedDataException(input.toAbsolutePath() + ": " + unfit.getMessage(), unfit);
        }
    }

    @Override
    public List<Path> decode(Tokenizer tokenizer, Tokens tokens, Optional<String> label, Path folder, String name) {
        Path file = folder.resolve(decodedNames(tokens, name).get(0));
        Audio.write(file, spoken(tokenizer, tokens, label));
        return List.of(file);
    }

    /** The sound of tokens in a voice; empty for the first, and where the decoder is told none. */
    static Recording spoken(Tokenizer tokenizer, Tokens tokens, Optional<String> voice) {
        var speech = new AudioTokenizer(tokenizer);
        return voice.map(speaker -> speech.decode(tokens, speaker)).orElseGet(() -> speech.decode(tokens));
    }

    @Override
    public List<String> decodedNames(Tokens tokens, String name) {
        return List.of(name + ".wav");
    }

    @Override
    public List<Fidelity> fidelity(long[] exampleShape) {
        int bands = (int) exampleShape[0];
        return List.of(new DecibelError(), new MelDistance(), new MelCepstralDistortion(bands, (int) exampleShape[1]));
    }

    @Override
    public List<Fidelity> further(Wishes wishes, long[] exampleShape, Autoencoder autoencoder) {
        wishes.requireNoNetworks("speech");
        return wishes.sound() ? List.of(new SoundIntelligibility(frontEnd(autoencoder))) : List.of();
    }

    /** Bits a second as token files have them, and as an ideal code for the use of codes would need. */
    @Override
    public Map<String, Double> derived(Scores scores, long[] exampleShape, Autoencoder autoencoder) {
        FrontEnd frontEnd = frontEnd(autoencoder);
        long[] latents = autoencoder.encoder().latentShape(exampleShape);
        double tokensPerFrame = latents[1] / (double) exampleShape[1];
        double rate = tokensPerFrame * frontEnd.sampleRate() / frontEnd.hop();
        var bits = new LinkedHashMap<String, Double>();
        bits.put("bits/s", rate * Math.log(scores.codes()) / Math.log(2));
        bits.put("entropy bits/s", rate * Math.log(scores.perplexity()) / Math.log(2));
        return bits;
    }

    @Override
    public boolean hasWholeRecordings() {
        return true;
    }

    @Override
    public Map<String, Double> wholeRecordings(Corpus corpus, Split split, Function<long[], Tokenizer> tokenizers) {
        return WholeRecordings.measured((SpeechCorpus) corpus.whole(), split, tokenizers);
    }

    private static FrontEnd frontEnd(Autoencoder autoencoder) {
        if (autoencoder.encoder() instanceof SpeechEncoder encoder) {
            return encoder.frontEnd();
        }
        throw new IllegalArgumentException("expected an encoder of speech, found " + autoencoder.encoder());
    }

    @Override
    public Generation generation() {
        return new AudioGeneration();
    }

    @Override
    public IntStream shownPlaces(Corpus corpus) {
        return SpokenPieces.of(corpus).stream().flatMapToInt(SpokenPieces.Piece::indices);
    }

    @Override
    public List<Exhibit> exhibits(Corpus corpus, List<Exhibit.Values> rows) {
        var pieces = SpokenPieces.of(corpus);
        return rows.stream().map(row -> new Exhibit(row.label(),
                SpokenPieces.media(row, pieces, ((SpeechCorpus) corpus.whole()).frontEnd()))).toList();
    }

    @Override
    public String exhibitsCaption() {
        return "Test recordings of several voices; each row shows and plays what one method makes of them. All sound "
                + "is made from the spectrograms by Griffin and Lim's method, the originals' too.";
    }

    @Override
    public List<Experiment> demo() {
        return Experiments.audioDemo();
    }

    @Override
    public List<String> commands(Path run) {
        String folder = ShellWord.of(run);
        return List.of("./otvae evaluate " + folder, "./otvae encode " + folder + " voice.wav -o voice.otv",
                "./otvae decode " + folder + " voice.otv -o sound");
    }

    @Override
    public List<String> fullData() {
        return List.of("./otvae data fetch prompts8k", "./otvae train prompts8k-ot");
    }
}
