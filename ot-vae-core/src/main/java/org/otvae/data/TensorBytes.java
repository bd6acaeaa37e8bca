package org.otvae.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The values of one tensor as little-endian bytes, moved through a small buffer. */
final class TensorBytes {

    private static final int CHUNK = 1 << 16; // bytes; a multiple of every element size

    private TensorBytes() {
    }

    static void write(Tensor tensor, OutputStream out) throws IOException {
        ByteBuffer buffer = buffer();
        int perChunk = CHUNK / tensor.type().bytes();
        for (long start = 0; start < tensor.length(); start += perChunk) {
            int from = (int) start;
            int count = Math.min(perChunk, tensor.length() - from);
            switch (tensor.type()) {
                case I64 -> buffer.asLongBuffer().put(tensor.longs(), from, count);
                case F64 -> buffer.asDoubleBuffer().put(tensor.doubles(), from, count);
                case F32 -> buffer.asFloatBuffer().put(tensor.floats(), from, count);
                case I32 -> buffer.asIntBuffer().put(tensor.ints(), from, count);
            }
            out.write(buffer.array(), 0, count * tensor.type().bytes());
        }
    }

    static Tensor read(InputStream in, SafeTensorsHeader.Entry entry) throws IOException {
        Tensor tensor = zeros(entry);
        ByteBuffer buffer = buffer();
        int perChunk = CHUNK / entry.type().bytes();
        for (long start = 0; start < entry.length(); start += perChunk) {
            int from = (int) start;
            int count = Math.min(perChunk, entry.length() - from);
            int bytes = count * entry.type().bytes();
            if (in.readNBytes(buffer.array(), 0, bytes) < bytes) {
                throw new MalformedDataException("expected " + entry.length() + " values of a tensor, found the end of"
                        + " the file; it changed while it was read");
            }
            switch (entry.type()) {
                case I64 -> buffer.asLongBuffer().get(tensor.longs(), from, count);
                case F64 -> buffer.asDoubleBuffer().get(tensor.doubles(), from, count);
                case F32 -> buffer.asFloatBuffer().get(tensor.floats(), from, count);
                case I32 -> buffer.asIntBuffer().get(tensor.ints(), from, count);
            }
        }
        return tensor;
    }

    private static Tensor zeros(SafeTensorsHeader.Entry entry) {
        int length = entry.length();
        return switch (entry.type()) {
            case I64 -> Tensor.of(new long[length], entry.shape());
            case F64 -> Tensor.of(new double[length], entry.shape());
            case F32 -> Tensor.of(new float[length], entry.shape());
            case I32 -> Tensor.of(new int[length], entry.shape());
        };
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    }
}
