package org.otvae.bench.modality;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.otvae.audio.Audio;
import org.otvae.audio.AudioTokenizer;
import org.otvae.audio.data.EmbeddedPrompts;
import org.otvae.audio.data.Prompts8k;
import org.otvae.audio.data.Vctk;
import org.otvae.audio.data.WavFolder;
import org.otvae.audio.data.ZeroSpeech2019;
import org.otvae.audio.metric.DecibelError;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.Experiments;
import org.otvae.data.Corpus;
import org.otvae.image.preview.ImageGrid;
import org.otvae.metric.Fidelity;
import org.otvae.model.Autoencoder;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;

/** Speech as mel spectrograms {@code [bands, frames]}. Each recording has a file of tokens of its own. */
final class AudioModality implements Modality {

    private static final int SHOWN = 12;
    private static final int SCALE = 2;

    @Override
    public String id() {
        return Audio.MODALITY;
    }

    @Override
    public List<String> corpora() {
        return List.of(EmbeddedPrompts.NAME, Prompts8k.NAME, ZeroSpeech2019.NAME, Vctk.NAME, WavFolder.NAME);
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
                .mapToObj(i -> new Encoding(names.get(i), audio.encode(Audio.read(inputs.get(i))))).toList();
    }

    @Override
    public List<Path> decode(Tokenizer tokenizer, Tokens tokens, Path folder, String name) {
        Path file = folder.resolve(name + ".wav");
        Audio.write(file, new AudioTokenizer(tokenizer).decode(tokens));
        return List.of(file);
    }

    @Override
    public List<Fidelity> fidelity(long[] exampleShape) {
        return List.of(new DecibelError());
    }

    @Override
    public List<Fidelity> further(Wishes wishes, long[] exampleShape, Autoencoder autoencoder) {
        if (wishes.frechetNetwork().isPresent() || wishes.perceptualNetwork().isPresent()) {
            throw new IllegalArgumentException("--fid and --lpips are measures of images, found a run of speech; leave them out");
        }
        return List.of();
    }

    @Override
    public float[] shown(Corpus corpus) {
        return Examples.first(corpus, SHOWN);
    }

    @Override
    public List<Exhibit> exhibits(Corpus corpus, List<Exhibit.Values> rows) {
        int bands = (int) corpus.exampleShape()[0];
        int frames = (int) corpus.exampleShape()[1];
        return rows.stream().map(row -> new Exhibit(row.label(), List.of(new Exhibit.Media(row.label() + ".png", "image/png",
                new ImageGrid(1, bands, frames, List.of(new ImageGrid.Row("", upright(row.examples(), bands, frames))),
                        SHOWN, SCALE).png())))).toList();
    }

    /** High sounds at the top. */
    private static float[] upright(float[] examples, int bands, int frames) {
        float[] pictures = new float[examples.length];
        for (int line = 0; line < examples.length / frames; line++) {
            int flipped = line / bands * bands + bands - 1 - line % bands;
            System.arraycopy(examples, line * frames, pictures, flipped * frames, frames);
        }
        return pictures;
    }

    @Override
    public String exhibitsCaption() {
        return "The first test examples, 320 ms each; each row shows what one method makes of them.";
    }

    @Override
    public List<Experiment> demo() {
        return Experiments.audioDemo();
    }

    @Override
    public List<String> commands(Path run) {
        return List.of("./otvae evaluate " + run, "./otvae encode " + run + " voice.wav -o voice.otv",
                "./otvae decode " + run + " voice.otv -o sound");
    }

    @Override
    public List<String> fullData() {
        return List.of("./otvae data fetch prompts8k", "./otvae train prompts8k-ot");
    }
}
