package org.otvae.image.metric;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.otvae.data.MalformedDataException;

/** A network from a user's ONNX file that takes batches of images, run by ONNX Runtime on the CPU. */
final class OnnxModel implements AutoCloseable {

    private final Path file;
    private final OrtSession session;
    private final List<String> inputs;

    /**
     * Loads a file that {@link OnnxFile} has found.
     *
     * @param count the number of inputs it must have
     * @throws MalformedDataException if it is no such network
     */
    OnnxModel(Path file, int count) {
        this.file = file;
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (var options = new OrtSession.SessionOptions()) {
                options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
                session = environment.createSession(this.file.toString(), options);
            }
        } catch (OrtException failure) {
            throw malformed("an ONNX network", failure.getMessage(), failure);
        }
        inputs = new ArrayList<>(session.getInputNames());
        if (inputs.size() != count) {
            close();
            throw malformed(count + " inputs", inputs.size() + ": " + String.join(", ", inputs), null);
        }
    }

    /**
     * Runs the network.
     *
     * @param images for each input {@code [batch, channels, height, width]} as one array
     * @param shape  {@code [batch, channels, height, width]}
     * @return {@code [batch, length]}: the first output with all its other dimensions laid out one after the other
     */
    float[] run(List<float[]> images, long[] shape) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                tensors.put(inputs.get(i), OnnxTensor.createTensor(environment, FloatBuffer.wrap(images.get(i)), shape));
            }
            try (OrtSession.Result result = session.run(tensors)) {
                if (!(result.get(0) instanceof OnnxTensor output) || output.getFloatBuffer() == null) {
                    throw malformed("floats as the first output", result.get(0).getInfo().toString(), null);
                }
                FloatBuffer buffer = output.getFloatBuffer();
                float[] values = new float[buffer.remaining()];
                buffer.get(values);
                if (values.length == 0 || values.length % shape[0] != 0) {
                    throw malformed("the same number of values for each of " + shape[0] + " images",
                            values.length + " values", null);
                }
                return values;
            }
        } catch (OrtException failure) {
            throw malformed("a network of images " + java.util.Arrays.toString(shape), failure.getMessage(), failure);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private MalformedDataException malformed(String expected, String found, Exception cause) {
        String line = file + ": expected " + expected + ", found " + found + "; docs/reproducing.md tells what the file must be";
        return new MalformedDataException(line.replaceAll("\\s+", " "), cause);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new IllegalStateException("cannot close " + file, failure);
        }
    }
}
