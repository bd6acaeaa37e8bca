package org.otvae.op;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The product {@code c = a b} of several examples' rows as {@link PerExample} wants it: one product for each example, or
 * for as many together as makes no difference.
 */
final class ExampleProducts {
    /** What each thread reads from and writes to where examples are filled up. */
    private static final ThreadLocal<FilledRows[]> ROOM = ThreadLocal.withInitial(() -> new FilledRows[2]);
    /** Of a stack with its result: as much as stays in the cache. */
    private static final int ROOM_BYTES = 1 << 20;

    private final boolean transposeB;
    private final int parts;
    private final int rows;
    private final int inner;
    private final int columns;
    private final DataType type;
    private final int filled;
    private final int stack;

    /** For {@code parts} examples; matrices in the form of {@link Gemm#matrix}. */
    ExampleProducts(INDArray a, INDArray c, boolean transposeB, int parts) {
        this.transposeB = transposeB;
        this.parts = parts;
        rows = Math.toIntExact(c.size(1)) / parts;
        inner = (int) a.size(0);
        columns = (int) c.size(0);
        type = c.dataType();
        Stacking one = new Stacking(rows, inner, columns, transposeB, type).filledUp();
        filled = one.rows();
        long bytes = (long) filled * (inner + columns) * type.width();
        stack = one.exactUpTo((int) Math.max(1, Math.min(Math.min(parts, Stacking.MOST), ROOM_BYTES / bytes)));
    }

    /** Multiplies, in parallel over examples. */
    void run(INDArray a, INDArray b, INDArray c, boolean add) {
        if (filled == rows) {
            overStacks((from, to) -> product().run(Gemm.columns(a, from * rows, to * rows), b,
                    Gemm.columns(c, from * rows, to * rows), add));
            return;
        }
        INDArray source = isPlain(a) ? a : a.dup('f');
        INDArray target = isPlain(c) ? c : c.dup('f');
        ByteBuffer given = RowMajor.bytes(source);
        ByteBuffer wanted = RowMajor.bytes(target);
        overStacks((from, to) -> {
            FilledRows result = room(1, columns);
            if (add) {
                result.load(wanted, from, to);
            }
            product().run(room(0, inner).load(given, from, to), b, result.rows(to - from), add);
            result.store(wanted, from, to);
        });
        Reference.reachabilityFence(source);
        if (target != c) {
            c.assign(target);
        }
    }

    private interface Stack {
        /** Works on examples {@code from} to {@code to - 1}. */
        void run(int from, int to);
    }

    private void overStacks(Stack work) {
        long wanted = Math.min(parts, (long) parts * rows * inner * columns / Gemm.WORTHWHILE);
        new RowBlocks(parts, (int) Math.max(1, Math.min(wanted, Gemm.MOST_BLOCKS))).forEach((block, from, to) -> {
            for (int example = from; example < to; example += stack) {
                work.run(example, Math.min(to, example + stack));
            }
        });
    }

    private Gemm product() {
        return Gemm.own(false, transposeB);
    }

    private FilledRows room(int place, int columns) {
        FilledRows[] own = ROOM.get();
        if (own[place] == null || !own[place].serves(stack, rows, filled, columns, type)) {
            if (own[place] != null) {
                own[place].close();
            }
            own[place] = new FilledRows(stack, rows, filled, columns, type);
        }
        return own[place];
    }

    private static boolean isPlain(INDArray matrix) {
        return matrix.offset() == 0 && matrix.data().offset() == 0;
    }
}
