package org.otvae.bench.experiment;

import java.util.List;
import org.otvae.audio.Audio;
import org.otvae.audio.data.Prompts8k;
import org.otvae.audio.data.WavFolder;
import org.otvae.audio.metric.DecibelError;
import org.otvae.image.Images;
import org.otvae.metric.Fidelity;

/** The kinds of data, as far as running and reporting differ between them. */
public enum Modality {

    /** Pictures {@code [channels, height, width]}. */
    IMAGE(Images.MODALITY) {
        @Override
        public List<Fidelity> fidelity(long[] exampleShape) {
            return Images.fidelity(exampleShape);
        }

        @Override
        public long[] pictureShape(long[] exampleShape) {
            return exampleShape.clone();
        }

        @Override
        public float[] pictures(float[] examples, long[] exampleShape) {
            return examples;
        }
    },

    /** Mel spectrograms {@code [bands, frames]}. */
    AUDIO(Audio.MODALITY) {
        @Override
        public List<Fidelity> fidelity(long[] exampleShape) {
            return List.of(new DecibelError());
        }

        /** Grey, high sounds at the top. */
        @Override
        public long[] pictureShape(long[] exampleShape) {
            return new long[] {1, exampleShape[0], exampleShape[1]};
        }

        @Override
        public float[] pictures(float[] examples, long[] exampleShape) {
            int bands = (int) exampleShape[0];
            int frames = (int) exampleShape[1];
            float[] pictures = new float[examples.length];
            for (int line = 0; line < examples.length / frames; line++) {
                int flipped = line / bands * bands + bands - 1 - line % bands;
                System.arraycopy(examples, line * frames, pictures, flipped * frames, frames);
            }
            return pictures;
        }
    };

    private final String id;

    Modality(String id) {
        this.id = id;
    }

    /** What token files and model folders call it. */
    public String id() {
        return id;
    }

    /** The measures beside the mean squared error, for one evaluation. */
    public abstract List<Fidelity> fidelity(long[] exampleShape);

    /** The shape of an example as a picture, {@code [1 or 3, height, width]}. */
    public abstract long[] pictureShape(long[] exampleShape);

    /** Examples as pictures, one after the other. */
    public abstract float[] pictures(float[] examples, long[] exampleShape);

    /** That of a corpus by its name. */
    public static Modality of(String corpus) {
        return switch (corpus) {
            case Prompts8k.NAME, WavFolder.NAME -> AUDIO;
            default -> IMAGE;
        };
    }
}
