package org.otvae.audio.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

class WaveFileTest {

    private static final int MUTANTS = 300;
    private static final float[] SAMPLES = {0, 0.5f, -0.5f, 0.25f, -1, 0.125f};

    @TempDir
    private Path folder;

    /** The files are written by the JDK's own writer. */
    @ParameterizedTest
    @CsvSource({"8, 1", "16, 1", "16, 2", "24, 1", "24, 3", "32, 2"})
    void wholeNumbersOfAllWidthsAreRead(int bits, int channels) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SAMPLES.length * channels * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : SAMPLES) {
            for (int c = 0; c < channels; c++) {
                long value = (long) (sample * (1L << bits - 1)) + (bits == 8 ? 128 : 0);
                for (int b = 0; b < bits / 8; b++) {
                    bytes.put((byte) (value >> 8 * b));
                }
            }
        }
        var format = new AudioFormat(bits == 8 ? AudioFormat.Encoding.PCM_UNSIGNED : AudioFormat.Encoding.PCM_SIGNED, 8_000,
                bits, channels, channels * bits / 8, 8_000, false);
        Path file = folder.resolve("a.wav");
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, SAMPLES.length),
                AudioFileFormat.Type.WAVE, file.toFile());

        Recording recording = WaveFile.read(file);

        assertThat(recording.sampleRate()).isEqualTo(8_000);
        assertThat(recording.samples()).containsExactly(SAMPLES);
    }

    @Test
    void floatsAndChunksBetweenAreRead() throws IOException {
        ByteBuffer bytes = header(3, 2, 44_100, 32, 4 * 4);
        bytes.putFloat(0.5f).putFloat(-0.5f).putFloat(0.25f).putFloat(0.75f);
        Path file = write(bytes);

        assertThat(WaveFile.read(file).samples()).containsExactly(0, 0.5f);
        assertThat(WaveFile.read(file).sampleRate()).isEqualTo(44_100);
    }

    @Test
    void aDataChunkThatPromisesTooMuchEndsWithTheFile() throws IOException {
        ByteBuffer bytes = header(1, 1, 8_000, 16, 1_000_000);
        bytes.putShort((short) 16_384).putShort((short) -16_384);

        assertThat(WaveFile.read(write(bytes)).samples()).containsExactly(0.5f, -0.5f);
    }

    @Test
    void writtenSoundIsReadAgain() {
        Path file = folder.resolve("b.wav");
        WaveFile.write(file, new Recording(new float[] {0, 0.5f, -2, 2}, 16_000));

        assertThat(WaveFile.read(file).samples()).containsExactly(new float[] {0, 0.5f, -1, 1}, within(1e-4f));
    }

    @Test
    void whatIsNoSoundIsRefusedInOneLine() throws IOException {
        assertThatThrownBy(() -> WaveFile.read(folder.resolve("absent.wav"))).isInstanceOf(MissingDataException.class);
        Path text = Files.writeString(folder.resolve("text.wav"), "no sound, though it is long enough");
        assertThatThrownBy(() -> WaveFile.read(text)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected a RIFF file").hasMessageNotContaining("\n");
        assertThatThrownBy(() -> WaveFile.read(write(header(2, 1, 8_000, 4, 0)))).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("found kind 2, 4 bits, 1 channels, 8000 Hz");
        assertThatThrownBy(() -> WaveFile.read(write(header(1, 1, 8_000, 16, 0)))).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("found 0 bytes");
        assertThatThrownBy(() -> WaveFile.read(write(header(3, 1, 8_000, 32, 4).putFloat(Float.NaN))))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("expected finite samples, found NaN");
    }

    @Test
    void mutantsAreTypedErrorsOrSound() throws IOException {
        ByteBuffer bytes = header(1, 2, 16_000, 16, 64);
        for (int i = 0; i < 32; i++) {
            bytes.putShort((short) (1000 * i));
        }
        byte[] whole = Arrays.copyOf(bytes.array(), bytes.position());
        var random = new SplittableRandom(9);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = 0; flips < i % 5 && mutant.length > 0; flips++) {
                mutant[random.nextInt(Math.min(mutant.length, 60))] ^= (byte) (1 << random.nextInt(8));
            }
            Path file = Files.write(folder.resolve("mutant.wav"), mutant);
            try {
                assertThat(WaveFile.read(file).samples()).isNotEmpty();
            } catch (MalformedDataException expected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(MUTANTS / 4, MUTANTS - 1);
    }

    @Test
    void dataVecSeesRecordingsWithTheirFoldersAsSpeakers() throws IOException {
        for (String speaker : new String[] {"ann", "bob"}) {
            Files.createDirectory(folder.resolve(speaker));
            WaveFile.write(folder.resolve(speaker + "/1.wav"), new Recording(new float[160], 16_000));
        }
        try (var reader = new WavRecordReader(8_000)) {
            reader.initialize(new FileSplit(folder.toFile()));
            var first = reader.next();
            var second = reader.next();

            assertThat(reader.hasNext()).isFalse();
            assertThat(reader.getLabels()).containsExactly("ann", "bob");
            assertThat(((NDArrayWritable) first.get(0)).get().shape()).containsExactly(1, 80);
            assertThat(((IntWritable) first.get(1)).get() + ((IntWritable) second.get(1)).get()).isEqualTo(1);
        }
    }

    /** With a chunk of odd length that nobody needs before the data. */
    private static ByteBuffer header(int kind, int channels, int rate, int bits, int dataBytes) {
        ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes()).putInt(48 + dataBytes).put("WAVE".getBytes());
        bytes.put("fmt ".getBytes()).putInt(16).putShort((short) kind).putShort((short) channels).putInt(rate)
                .putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8)).putShort((short) bits);
        bytes.put("LIST".getBytes()).putInt(3).put(new byte[4]);
        return bytes.put("data".getBytes()).putInt(dataBytes);
    }

    private Path write(ByteBuffer bytes) throws IOException {
        return Files.write(folder.resolve("made.wav"), Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /** Files are read in pieces of a megabyte; 24 bits do not divide it. */
    @Test
    void aLongFileIsReadToItsEnd() throws IOException {
        int frames = 800_000;
        ByteBuffer bytes = ByteBuffer.allocate(44 + 3 * frames).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(WaveFile.bytes(new Recording(new float[1], 16_000)), 0, 44);
        bytes.putInt(28, 48_000).putShort(32, (short) 3).putShort(34, (short) 24).putInt(40, 3 * frames);
        for (int i = 0; i < frames; i++) {
            bytes.put((byte) i).put((byte) (i >> 8)).put((byte) (i >> 16));
        }
        Path file = Files.write(folder.resolve("long.wav"), bytes.array());

        float[] samples = WaveFile.read(file).samples();

        assertThat(samples).hasSize(frames);
        for (int i = 0; i < frames; i++) {
            if (samples[i] != (i << 8 >> 8) / 8_388_608f) {
                assertThat(samples[i]).as("sample " + i).isEqualTo((i << 8 >> 8) / 8_388_608f);
            }
        }
    }
}
