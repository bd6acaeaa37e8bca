package org.otvae.motion.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;

class BailandoJsonTest {

    private static final String FRAME = "[" + String.join(", ", Collections.nCopies(72, "0.5")) + "]";

    @TempDir
    private Path folder;

    @Test
    void positionsAreReadAndMusicIsSteppedOver() throws IOException {
        float[] read = read("{\"music_array\": [[1, 2], {\"a\": \"]}\\\"\"}, null], \"dance_array\": [" + FRAME + ", "
                + FRAME
                .replace("0.5", "-1.25e-2") + "] , \"id\":true}");

        assertThat(read).hasSize(144);
        assertThat(read[71]).isEqualTo(0.5f);
        assertThat(read[72]).isCloseTo(-0.0125f, within(1e-9f));
    }

    @Test
    void whatIsWrongIsSaidWithItsByte() {
        refuse("[]", "byte 0: expected '{', found '['");
        refuse("{}", "expected the field dance_array, found none");
        refuse("{\"dance_array\": []}", "expected '[', found ']'");
        refuse("{\"dance_array\": [[1, 2]]}", "expected ',', found ']'");
        refuse("{\"dance_array\": [" + FRAME.replace("]", ", 1]") + "]}", "expected ']', found ','");
        refuse("{\"dance_array\": [" + FRAME.replaceFirst("0.5", "NaN") + "]}",
                "expected a number of at most 1.0E9, found 'N'");
        refuse("{\"dance_array\": [" + FRAME.replaceFirst("0.5", "1e300") + "]}", "found 1e300");
        refuse("{\"dance_array\": [" + FRAME + "], \"dance_array\": [" + FRAME + "]}",
                "expected dance_array once, found it twice");
        refuse("{\"dance_array\": [" + FRAME + "]} x", "expected the end of the text, found 'x'");
        refuse("{\"dance_array\": [" + FRAME + "]", "expected '}', found the end of the text");
        refuse("{\"a\": " + "[".repeat(100_000), "at most 16 levels");
        refuse("{\"a\": [}", "expected brackets that match, found '}'");
        refuse("{\"a\": \"x", "expected a character of a string, found the end of the text");
        refuse("{\"a\": }", "expected a value, found '}'");
        refuse("{\"" + "k".repeat(5_000), "expected a key in quotes");
    }

    private float[] read(String text) throws IOException {
        return BailandoJson.read(Files.writeString(folder.resolve("a.json"), text));
    }

    private void refuse(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(folder.resolve("a.json") + ": JSON, byte").hasMessageContaining(message);
    }
}
