package org.otvae.image.metric;

import java.nio.file.Files;
import java.nio.file.Path;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * Opens a user's ONNX file where ONNX Runtime, an optional dependency, is there. {@link OnnxModel} cannot say that it is
 * not: Java looks up the exceptions that a class catches before it runs any of it.
 */
final class OnnxFile {

    private OnnxFile() {
    }

    /**
     * The network of a file.
     *
     * @param inputs how many it must have
     * @throws MissingDataException   if there is no such file, or ONNX Runtime is not on the class path
     * @throws MalformedDataException if it is no such network
     */
    static OnnxModel open(Path file, int inputs) {
        Path absolute = file.toAbsolutePath();
        if (!Files.isRegularFile(absolute)) {
            throw new MissingDataException("expected an ONNX file at " + absolute + ", found none; give its path");
        }
        try {
            Class.forName("ai.onnxruntime.OrtEnvironment", false, OnnxFile.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            throw new MissingDataException("expected ONNX Runtime on the class path for " + absolute
                    + ", found none; add com.microsoft.onnxruntime:onnxruntime to your dependencies");
        }
        return new OnnxModel(absolute, inputs);
    }
}
