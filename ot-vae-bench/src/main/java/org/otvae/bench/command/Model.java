package org.otvae.bench.command;

import java.nio.file.Path;
import org.otvae.bench.run.RunFolder;
import org.otvae.image.Images;
import org.otvae.model.ModelFolder;
import org.otvae.model.Tokenizer;

/** What {@code encode} and {@code decode} run: a run folder, a model folder, or a model inside the program by its name. */
final class Model {

    private Model() {
    }

    /** The tokenizer; the caller closes it. */
    static Tokenizer tokenizer(Path where) {
        BackendException.found();
        return UsageException.checked(() -> {
            if (ModelFolder.isModel(where)) {
                return ModelFolder.tokenizer(where);
            }
            if (!RunFolder.isRun(where) && Images.pretrained().contains(where.toString())) {
                return Images.pretrained(where.toString()).tokenizer();
            }
            return RunFolder.open(where).tokenizer();
        });
    }
}
