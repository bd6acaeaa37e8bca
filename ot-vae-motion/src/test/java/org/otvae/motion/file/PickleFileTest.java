package org.otvae.motion.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

class PickleFileTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void everyProtocolGivesWhatPythonWrote(int protocol) {
        Map<?, ?> fields = (Map<?, ?>) PickleFile.read(Golden.file("motion-" + protocol + ".pkl"));

        NumpyArray poses = (NumpyArray) fields.get("smpl_poses");
        assertThat(poses.shape()).containsExactly(2, 72);
        for (int i = 0; i < 144; i++) {
            assertThat(poses.doubles()[i]).isCloseTo(i * 0.01 - 0.7, within(1e-7));
        }
        assertThat(((NumpyArray) fields.get("smpl_trans")).doubles()).containsExactly(90, 180, -45, 91, 179, -45.5);
        assertThat(((NumpyArray) fields.get("smpl_scaling")).doubles()).containsExactly(90);
        assertThat(((NumpyArray) fields.get("fortran")).doubles()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(((NumpyArray) fields.get("empty")).shape()).containsExactly(0, 3);
        assertThat(fields.get("smpl_loss")).isEqualTo(0.25);
        assertThat(fields.get("flag")).isEqualTo(true);
        assertThat(fields.get("bool")).isEqualTo(true);
        assertThat(fields.containsKey("none")).isTrue();
        assertThat(fields.get("none")).isNull();
        assertThat(fields.get("big")).isEqualTo(1L << 40);
        assertThat(fields.get("neg")).isEqualTo(-3L);
        assertThat(fields.get("text")).isEqualTo("gr\u00fcn");
        assertThat(fields.get("list")).isEqualTo(List.of(1L, 2.5, List.of(3L)));
    }

    @Test
    void textsOfPython2AreRead() {
        assertThat(read("S'a\\n\\x41\\'b'\n.")).isEqualTo("a\nA'b");
        assertThat(read("U\u0003abc.")).isEqualTo("abc");
        assertThat(read("T\u0002\0\0\0hi.")).isEqualTo("hi");
        assertThat(read("I01\n.")).isEqualTo(true);
        assertThat(read("L12345678901L\n.")).isEqualTo(12_345_678_901L);
        assertThat(read("(F1.5\nI2\nl.")).isEqualTo(List.of(1.5, 2L));
    }

    @Test
    void nothingButNumpyIsCalled() {
        assertThatThrownBy(() -> PickleFile.read(Golden.file("evil.pkl"))).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("functions of numpy for arrays only, found __builtin__ print, which is not called");
        refuse("cos\nsystem\n(S'ls'\ntR.", "found os system, which is not called");
        refuse("(ios\nsystem\n.", "found 0x69");
        refuse("Phello\n.", "found 0x50");
        refuse("cnumpy\nndarray\n.", "found a type or a function");
        refuse("cnumpy\nndarray\n)R.", "expected a function of numpy, found its type");
        refuse("cnumpy\ndtype\n(S'O8'\ntR.", "found a type or a function");
        refuse("cnumpy.core.multiarray\nscalar\n(cnumpy\ndtype\n(S'O8'\ntRS'x'\ntR.", "found \"O8\"");
    }

    @Test
    void lengthsAndStacksAreChecked() {
        refuse("", "expected another operation, found the end");
        refuse("N", "byte 1: expected another operation, found the end");
        refuse("N.N", "expected the end after the last operation, found 1 more bytes");
        refuse("T\u00ff\u00ff\u00ff\u007f.", "expected at most 1 bytes for its argument, found 2147483647");
        refuse("\u0096\0\0\0\0\0\0\0\u0080.", "bytes for its argument, found -9223372036854775808");
        refuse("I12", "bytes for its argument");
        refuse(".", "expected a value on the stack, found none");
        refuse("(.", "expected a value on the stack, found none");
        refuse("t.", "expected a mark, found none");
        refuse("h\u0003.", "expected a value that was put down before, found none at 3");
        refuse("(I1\nd.", "expected a value for each key, found a key more");
        refuse("((lNd.", "expected texts or numbers as keys, found ArrayList");
        refuse(")Na.", "expected a list to append to, found");
        refuse("\u0080\u0009N.", "expected protocol 0 to 5, found 9");
        refuse("I99999999999999999999\n.", "expected an integer of up to 18 digits");
    }

    @Test
    void aListInsideItselfAndDeepNestingAreRefused() {
        refuse("(lp0\ng0\na.", "at most 32 levels");
        refuse("(l".repeat(40) + "a".repeat(39) + ".", "at most 32 levels");
    }

    /** Each of 29 lists holds the one before twice: 2^29 values if it were written out. */
    @Test
    void sharedPartsStayShared() {
        StringBuilder pickle = new StringBuilder("(lp0\n");
        for (int i = 1; i < 30; i++) {
            pickle.append("0(g").append(i - 1).append("\ng").append(i - 1).append("\nlp").append(i).append('\n');
        }
        Object value = read(pickle + ".");

        for (int depth = 29; depth > 0; depth--) {
            assertThat(((List<?>) value).get(0)).isSameAs(((List<?>) value).get(1));
            value = ((List<?>) value).get(0);
        }
    }

    @Test
    void aTextIsNotBlownUpByEncodingItAgainAndAgain() {
        String call = "c_codecs\nencode\n(h\u0000S'latin1'\ntR0";

        refuse("S'" + "x".repeat(10_000) + "'\nq\0" + call.repeat(1_000) + "N.", "expected each text encoded once");
    }

    @Test
    void aMissingFileIsSaid() {
        assertThatThrownBy(() -> PickleFile.read(Golden.file("evil.pkl").resolveSibling("none.pkl")))
                .isInstanceOf(MissingDataException.class).hasMessageContaining("expected a pickle at");
    }

    private static Object read(String bytes) {
        return PickleFile.read(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void refuse(String bytes, String message) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(MalformedDataException.class).hasMessageContaining(message);
    }
}
