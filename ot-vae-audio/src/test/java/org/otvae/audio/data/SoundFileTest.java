package org.otvae.audio.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/** The files were written by libsndfile 1.2.2 with libFLAC and libvorbis. */
class SoundFileTest {

    @TempDir
    private Path folder;

    @Test
    void flacIsReadToTheLastBit() throws IOException {
        Recording recording = SoundFile.read(resource("mono16.flac"));
        int[] noise = noise(6_000);

        assertThat(recording.sampleRate()).isEqualTo(8_000);
        assertThat(recording.samples()).hasSize(6_000);
        for (int n = 0; n < 6_000; n++) {
            assertThat(recording.samples()[n] * 32_768).isEqualTo(triangle(n, 20_000) + noise[n]);
        }
    }

    @Test
    void flacOf24BitsAndTwoChannelsIsAveraged() throws IOException {
        Recording recording = SoundFile.read(resource("stereo24.flac"));
        int[] noise = noise(6_000);

        assertThat(recording.sampleRate()).isEqualTo(16_000);
        assertThat(recording.samples()).hasSize(6_000);
        for (int n = 0; n < 6_000; n++) {
            double sum = triangle(n, 20_000) * 256 + 2 * noise[n] + triangle(n, 18_000) * 256 - noise[n];
            assertThat(recording.samples()[n]).isEqualTo((float) (sum / 2 / 8_388_608));
        }
    }

    /** What libvorbis decodes from the file, averaged. */
    @ParameterizedTest
    @CsvSource({"0, 0.0038407", "1, 0.0779792", "500, 0.1054005", "5000, 0.3252890", "10000, -0.3109919", "20000, -0.2875636",
            "22000, 0.0679331", "22049, -0.2265929"})
    void vorbisIsWhatLibvorbisDecodes(int index, float expected) throws IOException {
        Recording recording = SoundFile.read(resource("stereo.ogg"));

        assertThat(recording.sampleRate()).isEqualTo(22_050);
        assertThat(recording.samples().length).isEqualTo(22_050);
        assertThat(recording.samples()[index]).isCloseTo(expected, within(2e-5f)); // two programs' rounding in the transform
    }

    @ParameterizedTest
    @ValueSource(strings = {"mono16.flac", "stereo.ogg"})
    void contentDecidesNotTheName(String name) throws IOException {
        Path file = Files.copy(resource(name), folder.resolve("strange.wav"));

        assertThat(SoundFile.read(file).samples()).containsExactly(SoundFile.read(resource(name)).samples());
    }

    /** The JDK's own decoder is the oracle, for each of the 256 codes. */
    @ParameterizedTest
    @CsvSource({"ULAW, 7", "ALAW, 6"})
    void telephoneCodesAreWhatTheJdkDecodes(String encoding, int kind) throws IOException {
        byte[] codes = new byte[256];
        for (int i = 0; i < 256; i++) {
            codes[i] = (byte) i;
        }
        var format = new AudioFormat(new AudioFormat.Encoding(encoding), 8_000, 8, 1, 1, 8_000, false);
        var pcm = new AudioFormat(8_000, 16, 1, true, false);
        ByteBuffer expected = ByteBuffer.wrap(AudioSystem.getAudioInputStream(pcm,
                new AudioInputStream(new ByteArrayInputStream(codes), format, 256)).readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer file = ByteBuffer.allocate(44 + 256).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes()).putInt(36 + 256).put("WAVEfmt ".getBytes()).putInt(16).putShort((short) kind)
                .putShort((short) 1).putInt(8_000).putInt(8_000).putShort((short) 1).putShort((short) 8)
                .put("data".getBytes()).putInt(256).put(codes);

        float[] samples = SoundFile.read(Files.write(folder.resolve("a.wav"), file.array())).samples();

        for (int i = 0; i < 256; i++) {
            assertThat(samples[i] * 32_768).isEqualTo(expected.getShort(2 * i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mono16.flac", "stereo24.flac"})
    void aFlippedBitAnywhereBehindTheTagsOfFlacIsNoticed(String name) throws IOException {
        byte[] file = Files.readAllBytes(resource(name));
        for (int i = 0; i < 200; i++) {
            byte[] damaged = file.clone();
            damaged[file.length - 1 - i * (file.length / 400)] ^= (byte) (1 << i % 8);

            assertThatThrownBy(() -> FlacFile.read(damaged, "x")).isInstanceOf(MalformedDataException.class);
        }
    }

    @Test
    void whatIsMissingOrOtherIsRefusedInOneLine() throws IOException {
        assertThatThrownBy(() -> SoundFile.read(folder.resolve("absent.ogg"))).isInstanceOf(MissingDataException.class)
                .hasMessageContaining("expected a WAV, FLAC or Ogg Vorbis file");
        Path text = Files.writeString(folder.resolve("text.flac"), "no sound");
        assertThatThrownBy(() -> SoundFile.read(text)).isInstanceOf(MalformedDataException.class);
        byte[] ogg = Files.readAllBytes(resource("stereo.ogg"));
        byte[] twice = Arrays.copyOf(ogg, 2 * ogg.length);
        System.arraycopy(ogg, 0, twice, ogg.length, ogg.length);
        assertThatThrownBy(() -> VorbisFile.read(twice, "x")).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected a single stream of sound");
    }

    @Test
    void lengthsAreToldWithoutDecoding() throws IOException {
        Path wav = folder.resolve("a.wav");
        WaveFile.write(wav, new Recording(new float[4_410], 44_100));
        byte[] unknown = Files.readAllBytes(resource("mono16.flac"));
        Arrays.fill(unknown, 22, 26, (byte) 0); // the low 32 bits of the number of samples
        Path streamed = Files.write(folder.resolve("streamed.flac"), unknown);

        assertThat(SoundFile.seconds(wav)).isEqualTo(0.1);
        for (String name : new String[] {"mono16.flac", "stereo24.flac", "stereo.ogg"}) {
            assertThat(SoundFile.seconds(resource(name))).as(name).isEqualTo(SoundFile.read(resource(name)).seconds());
        }
        assertThat(SoundFile.seconds(streamed)).isInfinite();
        assertThat(SoundFile.seconds(Files.writeString(folder.resolve("short.ogg"), "OggS"))).isInfinite();
        assertThat(SoundFile.seconds(Files.writeString(folder.resolve("short.flac"), "fLaC"))).isZero();
        assertThat(SoundFile.seconds(Files.writeString(folder.resolve("text.wav"), "no sound"))).isZero();
        assertThat(SoundFile.seconds(folder.resolve("absent.ogg"))).isZero();
    }

    /** Four gigabytes of nothing: 37 hours at 16 kHz, an hour and a half at 384. */
    @Test
    void memoryIsCountedAtTheRateOfTheSpectrograms() throws IOException {
        Path file = folder.resolve("long.wav");
        byte[] header = Arrays.copyOf(WaveFile.bytes(new Recording(new float[1], 16_000)), 44);
        Arrays.fill(header, 40, 44, (byte) 0xff);
        Files.write(file, header);
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 32);
        }
        assertThatThrownBy(() -> SpeechMemory.require("long", FrontEnd.ZERO_SPEECH, List.of(file, file)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll("long: expected spectrograms that fit into memory", "raise it with OTVAE_JAVA_OPTIONS=-Xmx");

        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.seek(24);
            sparse.writeInt(Integer.reverseBytes(384_000));
        }
        SpeechMemory.require("long", FrontEnd.ZERO_SPEECH, List.of(file));
    }

    static Path resource(String name) {
        return Path.of("src/test/resources/org/otvae/audio/data", name);
    }

    private static int triangle(int n, int amplitude) {
        int k = n % 61;
        return amplitude * 2 * Math.min(k, 61 - k) / 61 - amplitude / 2;
    }

    private static int[] noise(int count) {
        int[] noise = new int[count];
        long state = 1;
        for (int i = 0; i < count; i++) {
            state = state * 1_103_515_245 + 12_345 & 0x7FFF_FFFF;
            noise[i] = (int) (state >> 16) % 257 - 128;
        }
        return noise;
    }
}
