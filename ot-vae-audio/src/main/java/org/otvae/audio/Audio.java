package org.otvae.audio;

import java.nio.file.Path;
import java.util.List;
import org.otvae.audio.data.Recording;
import org.otvae.audio.data.Recordings;
import org.otvae.audio.data.SoundFile;
import org.otvae.audio.data.WaveFile;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.audio.signal.GriffinLim;
import org.otvae.model.ModelFolder;

/** Recordings as examples of a corpus, and examples as sound. Reads and writes WAV. */
public final class Audio {

    /** What token files and model folders call this modality. */
    public static final String MODALITY = "audio";

    private static final List<String> PRETRAINED = List.of("prompts8k");

    private Audio() {
    }

    /**
     * Reads a WAV, FLAC or Ogg Vorbis file, its channels averaged.
     *
     * @throws org.otvae.data.MissingDataException   if there is no such file
     * @throws org.otvae.data.MalformedDataException if it is no such file that can be read
     */
    public static Recording read(Path file) {
        return SoundFile.read(file);
    }

    /** Writes a WAV file of 16 bits. */
    public static void write(Path file, Recording recording) {
        WaveFile.write(file, recording);
    }

    /** The content of a WAV file of 16 bits. */
    public static byte[] wav(Recording recording) {
        return WaveFile.bytes(recording);
    }

    /**
     * A recording as examples: its spectrogram in windows of 32 frames, {@code [windows, bands, 32]}, the last filled
     * up with the quietest value there is.
     */
    public static float[] windows(FrontEnd frontEnd, Recording recording) {
        return Windows.of(frontEnd.logMel(Recordings.at(recording, frontEnd.sampleRate()).samples()), frontEnd.bands());
    }

    /**
     * The sound of a spectrogram, with a peak of 0.9.
     *
     * @param mel        {@code [bands, frames]}
     * @param iterations of Griffin and Lim's method
     */
    public static Recording sound(FrontEnd frontEnd, float[] mel, int iterations) {
        return new Recording(GriffinLim.samples(frontEnd, mel, iterations), frontEnd.sampleRate());
    }

    /**
     * The tokenizer of a model folder, as {@code ./otvae export} writes it; the caller closes it. Needs an ND4J backend
     * on the class path.
     *
     * @throws org.otvae.data.MissingDataException   if there is no model in the folder
     * @throws org.otvae.data.MalformedDataException if it is damaged or no model of recordings
     */
    public static AudioTokenizer tokenizer(Path modelFolder) {
        return new AudioTokenizer(ModelFolder.tokenizer(modelFolder, MODALITY));
    }

    /** The names of the models inside the jar; the README beside each tells its data, licence and scores. */
    public static List<String> pretrained() {
        return PRETRAINED;
    }

    /**
     * The tokenizer of a model inside the jar; the caller closes it.
     *
     * @throws IllegalArgumentException if {@link #pretrained()} has no such name
     */
    public static AudioTokenizer pretrained(String name) {
        if (!PRETRAINED.contains(name)) {
            throw new IllegalArgumentException("expected one of the models " + String.join(", ", PRETRAINED)
                    + ", found \"" + name + "\"");
        }
        return new AudioTokenizer(ModelFolder.tokenizer(Audio.class, "pretrained/" + name, MODALITY));
    }
}
