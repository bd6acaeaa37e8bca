package org.otvae.bench.modality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.otvae.audio.Audio;
import org.otvae.audio.data.Recording;
import org.otvae.audio.data.Recordings;
import org.otvae.motion.Motion;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.motion.preview.DanceHtml;
import org.otvae.motion.preview.SkeletonGif;
import org.otvae.motion.skeleton.Poses;

/**
 * A dance on disk, in the form that its name's end tells: BVH, GIF, or a page that plays its recording beside it.
 *
 * @param recording that is danced to
 * @param title     of the page
 * @param output    the file
 */
record DanceFile(Recording recording, String title, Path output) {

    private static final List<String> ENDINGS = List.of(".bvh", ".gif", ".html");
    private static final int GIF_HEIGHT = 240;
    private static final int PAGE_HZ = 22_050; // of the sound in a page, 3.5 MB a minute

    static void requireKnown(Path output) {
        if (ENDINGS.stream().noneMatch(ending -> name(output).endsWith(ending))) {
            throw new IllegalArgumentException("expected a file that ends in " + String.join(", ", ENDINGS) + ", found " + output);
        }
    }

    /** A dance to a recording in WAV, FLAC or Ogg Vorbis. */
    static DanceFile of(Path music, Path output) {
        return new DanceFile(Audio.read(music), "Dance to " + music.getFileName(), output);
    }

    /** What is danced to, at 7.5 frames a second. */
    MusicFeatures music() {
        return MusicFeatures.of(Recordings.at(recording, MusicFeatures.TOKENS_HZ).samples(), MusicFeatures.TOKENS_HZ);
    }

    void write(Poses poses) {
        if (name(output).endsWith(".bvh")) {
            Motion.write(output, poses);
            return;
        }
        byte[] bytes = name(output).endsWith(".gif") ? new SkeletonGif(List.of(poses), GIF_HEIGHT).bytes()
                : new DanceHtml(title, poses, sound(poses)).html().getBytes(StandardCharsets.UTF_8);
        try {
            Files.write(output, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + output.toAbsolutePath(), failure);
        }
    }

    /** The recording as long as the dance, as a WAV file. */
    private byte[] sound(Poses poses) {
        Recording same = Recordings.at(recording, PAGE_HZ);
        int length = (int) Math.min(same.samples().length, (long) (poses.frames() / poses.framesPerSecond() * PAGE_HZ));
        return Audio.wav(new Recording(Arrays.copyOf(same.samples(), length), PAGE_HZ));
    }

    private static String name(Path output) {
        return output.toString().toLowerCase(Locale.ROOT);
    }
}
