package org.otvae.motion.file;

import java.util.HashMap;
import java.util.Map;

/**
 * The operations of Python's pickles that are read, protocols 0 to 5. Those that name classes to be made, persistent
 * objects or buffers outside the file are not among them and refuse the file.
 */
enum PickleCode {
    MARK('(', Argument.NONE), STOP('.', Argument.NONE), POP('0', Argument.NONE), POP_MARK('1', Argument.NONE),
    DUPLICATE('2', Argument.NONE), FLOAT('F', Argument.LINE), INT('I', Argument.LINE), LONG('L', Argument.LINE),
    BININT('J', Argument.BYTES_4), BININT1('K', Argument.BYTES_1), BININT2('M', Argument.BYTES_2), NONE('N',
    Argument.NONE),
    REDUCE('R', Argument.NONE), STRING('S', Argument.LINE), BINSTRING('T', Argument.COUNTED_4),
    SHORT_BINSTRING('U', Argument.COUNTED_1), UNICODE('V', Argument.LINE), BINUNICODE('X', Argument.COUNTED_4),
    SHORT_BINUNICODE(0x8C, Argument.COUNTED_1), BINUNICODE8(0x8D, Argument.COUNTED_8), BINBYTES('B',
    Argument.COUNTED_4),
    SHORT_BINBYTES('C', Argument.COUNTED_1), BINBYTES8(0x8E, Argument.COUNTED_8), BYTEARRAY8(0x96, Argument.COUNTED_8),
    READONLY(0x98, Argument.NONE), APPEND('a', Argument.NONE), APPENDS('e', Argument.NONE), BUILD('b', Argument.NONE),
    GLOBAL('c', Argument.TWO_LINES), STACK_GLOBAL(0x93, Argument.NONE), DICT('d', Argument.NONE),
    EMPTY_DICT('}', Argument.NONE), LIST('l', Argument.NONE), EMPTY_LIST(']', Argument.NONE), SETITEM('s',
    Argument.NONE),
    SETITEMS('u', Argument.NONE), TUPLE('t', Argument.NONE), EMPTY_TUPLE(')', Argument.NONE), TUPLE1(0x85,
    Argument.NONE),
    TUPLE2(0x86, Argument.NONE), TUPLE3(0x87, Argument.NONE), GET('g', Argument.LINE), BINGET('h', Argument.BYTES_1),
    LONG_BINGET('j', Argument.BYTES_4), PUT('p', Argument.LINE), BINPUT('q', Argument.BYTES_1),
    LONG_BINPUT('r', Argument.BYTES_4), MEMOIZE(0x94, Argument.NONE), BINFLOAT('G', Argument.BYTES_8),
    PROTOCOL(0x80, Argument.BYTES_1), TRUE(0x88, Argument.NONE), FALSE(0x89, Argument.NONE),
    LONG1(0x8A, Argument.COUNTED_1), LONG4(0x8B, Argument.COUNTED_4), FRAME(0x95, Argument.BYTES_8);

    /** What follows the operation's byte. */
    enum Argument {
        NONE(0, false), BYTES_1(1, false), BYTES_2(2, false), BYTES_4(4, false), BYTES_8(8, false), COUNTED_1(1, true),
        COUNTED_4(4, true), COUNTED_8(8, true), LINE(0, false), TWO_LINES(0, false);

        private final int bytes;
        private final boolean counted;

        Argument(int bytes, boolean counted) {
            this.bytes = bytes;
            this.counted = counted;
        }

        /** Its bytes, or those of the count before it. */
        int bytes() {
            return bytes;
        }

        /** Whether a number says how many bytes follow. */
        boolean counted() {
            return counted;
        }
    }

    private static final Map<Integer, PickleCode> BY_BYTE = new HashMap<>();

    static {
        for (PickleCode code : values()) {
            BY_BYTE.put(code.value, code);
        }
    }

    private final int value;
    private final Argument argument;

    PickleCode(int value, Argument argument) {
        this.value = value;
        this.argument = argument;
    }

    Argument argument() {
        return argument;
    }

    /** The operation of a byte, null if it is not read. */
    static PickleCode of(int value) {
        return BY_BYTE.get(value);
    }
}
