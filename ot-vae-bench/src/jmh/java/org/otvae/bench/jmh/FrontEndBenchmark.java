package org.otvae.bench.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.otvae.audio.data.Recording;
import org.otvae.audio.data.Recordings;
import org.otvae.audio.signal.FrontEnd;

/**
 * Ten seconds of noise to a mel spectrogram on one thread, resampling included where the rates differ. 100 ms an
 * operation are 100 times faster than it is spoken.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class FrontEndBenchmark {

    private static final int SECONDS = 10;

    /** The file's rate and that of the front end, in Hz. */
    @Param({"8000-8000", "22050-8000", "44100-8000", "48000-8000", "16000-16000", "22050-16000", "44100-16000", "48000-16000"})
    public String rates;

    private Recording recording;
    private FrontEnd frontEnd;

    /** Makes the sound. */
    @Setup
    public void prepare() {
        int rate = Integer.parseInt(rates.split("-")[0]);
        frontEnd = rates.endsWith("-8000") ? FrontEnd.TELEPHONE : FrontEnd.ZERO_SPEECH;
        var random = new SplittableRandom(1);
        float[] samples = new float[SECONDS * rate];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) random.nextDouble(-1, 1);
        }
        recording = new Recording(samples, rate);
    }

    /** To the front end's rate. */
    @Benchmark
    public Recording resampled() {
        return Recordings.at(recording, frontEnd.sampleRate());
    }

    /** To the front end's rate and to a spectrogram. */
    @Benchmark
    public float[] spectrogram() {
        return frontEnd.logMel(Recordings.at(recording, frontEnd.sampleRate()).samples());
    }
}
