package org.otvae.audio.data;

import java.nio.file.Path;
import java.util.List;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.MalformedDataException;

/** Refuses a corpus whose spectrograms would not fit into the Java heap before hours were spent on making them. */
final class SpeechMemory {

    private static final int USUAL_PER_BYTE = 5; // samples, where a file does not say how long it is

    private SpeechMemory() {
    }

    /** By what the files say of their lengths at their beginnings and ends, whatever their own rates. */
    static void require(String name, FrontEnd frontEnd, List<Path> files) {
        double samples = files.stream().parallel().mapToDouble(file -> samples(frontEnd, file)).sum();
        double needed = samples / frontEnd.hop() * frontEnd.bands() * Float.BYTES;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap * 0.75) {
            throw new MalformedDataException(name + ": expected spectrograms that fit into memory, found recordings "
                    + "whose need about " + ((long) needed >> 20) + " MB of a Java heap of " + (heap >> 20)
                    + " MB; raise it with "
                    + "OTVAE_JAVA_OPTIONS=-Xmx" + (((long) needed * 4 / 3 >> 30) + 1) + "g or give fewer recordings");
        }
    }

    private static double samples(FrontEnd frontEnd, Path file) {
        double stated = SoundFile.seconds(file) * frontEnd.sampleRate();
        double bytes = file.toFile().length();
        return Double.isInfinite(stated) ? USUAL_PER_BYTE * bytes : Math.min(stated, SampleBuffer.FREE + SampleBuffer.RATIO * bytes);
    }
}
