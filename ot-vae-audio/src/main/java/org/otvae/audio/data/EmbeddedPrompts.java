package org.otvae.audio.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.FolderFiles;
import org.otvae.data.Sha256;
import org.otvae.data.Split;

/**
 * Five minutes of {@link Prompts8k} inside the jar: five speakers, split by file as the whole corpus is. Real speech
 * for tests and first runs; numbers measured on it are not those of the whole. How it was cut stands in the README
 * beside the files; the licences are CC-BY-SA 3.0 and CC-BY 3.0.
 */
public final class EmbeddedPrompts {

    /** What commands and records call it. */
    public static final String NAME = "prompts8k-slice";

    /** The fingerprint of the slice as it was cut. */
    public static final String FINGERPRINT = "c06181a186145d0af843de3cd4b52a765ccafa0bdec7885d4990dca32fe28e6a";

    /** The speakers' folders, each a file of the slice, in the order of their numbers. */
    public static final List<String> SPEAKERS = List.of("en_US_f_Allison", "fr_CA_f_June", "it_IT_f_Menardi",
            "it_IT_m_Carlo", "ru_RU_f_IvrvoiceRU");

    private static final FrontEnd FRONT_END = FrontEnd.TELEPHONE;

    private EmbeddedPrompts() {
    }

    /** Reads the slice; needs nothing but the jar. */
    public static SpeechCorpus open() {
        MessageDigest sha = Sha256.begun();
        sha.update((FRONT_END + " " + WavFolder.FRAMES).getBytes(StandardCharsets.UTF_8));
        Map<Split, List<SpeechCorpus.Utterance>> splits = new EnumMap<>(Split.class);
        recordings().forEach((path, recording) -> {
            sha.update(path.getBytes(StandardCharsets.UTF_8));
            sha.update(bytes(recording));
            splits.computeIfAbsent(FolderFiles.split(path), split -> new ArrayList<>()).add(new SpeechCorpus.Utterance(
                    FRONT_END.logMel(recording.samples()), SPEAKERS.indexOf(path.substring(0, path.indexOf('/')))));
        });
        return new SpeechCorpus(NAME, FRONT_END, WavFolder.FRAMES, splits, SPEAKERS,
                HexFormat.of().formatHex(sha.digest()), List.of());
    }

    /** The recordings by their paths in {@link Prompts8k}, in the order of the slice. */
    public static Map<String, Recording> recordings() {
        Map<String, Recording> recordings = new LinkedHashMap<>();
        String speaker = "";
        Recording all = null;
        int at = 0;
        for (String line : new String(resource("index.tsv"), StandardCharsets.UTF_8).lines().toList()) {
            String path = line.substring(0, line.indexOf('\t'));
            int length = Integer.parseInt(line.substring(line.indexOf('\t') + 1));
            if (!path.startsWith(speaker + "/")) {
                speaker = path.substring(0, path.indexOf('/'));
                all = FlacFile.read(resource(speaker + ".flac"), speaker);
                at = 0;
            }
            recordings.put(path, new Recording(Arrays.copyOfRange(all.samples(), at, at + length), all.sampleRate()));
            at += length;
        }
        return recordings;
    }

    private static byte[] bytes(Recording recording) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * recording.samples().length);
        bytes.asFloatBuffer().put(recording.samples());
        return bytes.array();
    }

    private static byte[] resource(String file) {
        try (InputStream in = EmbeddedPrompts.class.getResourceAsStream(NAME + "/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the jar must hold " + NAME + "/" + file + "; build it again");
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + NAME + "/" + file + " inside the jar", failure);
        }
    }
}
