package org.otvae.audio;

import java.nio.file.Path;
import java.util.Arrays;
import org.otvae.audio.data.Recording;
import org.otvae.audio.data.Recordings;
import org.otvae.audio.data.SoundFile;
import org.otvae.audio.data.WavFolder;
import org.otvae.audio.data.WaveFile;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.audio.signal.GriffinLim;
import org.otvae.model.ModelFolder;

/** Recordings as examples of a corpus, and examples as sound. Reads and writes WAV. */
public final class Audio {

    /** What token files and model folders call this modality. */
    public static final String MODALITY = "audio";

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

    /**
     * A recording as examples: its spectrogram in windows of 32 frames, {@code [windows, bands, 32]}, the last filled up with
     * the quietest value there is.
     */
    public static float[] windows(FrontEnd frontEnd, Recording recording) {
        float[] mel = frontEnd.logMel(Recordings.at(recording, frontEnd.sampleRate()).samples());
        int bands = frontEnd.bands();
        int length = mel.length / bands;
        int windows = (length + WavFolder.FRAMES - 1) / WavFolder.FRAMES;
        float quietest = Float.POSITIVE_INFINITY;
        for (float value : mel) {
            quietest = Math.min(quietest, value);
        }
        float[] examples = new float[windows * bands * WavFolder.FRAMES];
        Arrays.fill(examples, quietest);
        for (int window = 0; window < windows; window++) {
            int start = window * WavFolder.FRAMES;
            for (int band = 0; band < bands; band++) {
                System.arraycopy(mel, band * length + start, examples, (window * bands + band) * WavFolder.FRAMES,
                        Math.min(WavFolder.FRAMES, length - start));
            }
        }
        return examples;
    }

    /**
     * The sound of examples, one window after the other, with a peak of 0.9.
     *
     * @param windows    {@code [windows, bands, 32]}
     * @param iterations of Griffin and Lim's method
     */
    public static Recording sound(FrontEnd frontEnd, float[] windows, int iterations) {
        int bands = frontEnd.bands();
        int count = windows.length / (bands * WavFolder.FRAMES);
        int length = count * WavFolder.FRAMES;
        float[] mel = new float[windows.length];
        for (int window = 0; window < count; window++) {
            for (int band = 0; band < bands; band++) {
                System.arraycopy(windows, (window * bands + band) * WavFolder.FRAMES, mel,
                        band * length + window * WavFolder.FRAMES, WavFolder.FRAMES);
            }
        }
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
}
