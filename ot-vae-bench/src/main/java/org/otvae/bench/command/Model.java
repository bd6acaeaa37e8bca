package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.otvae.bench.run.Tokenizers;
import org.otvae.model.Tokenizer;

/** What {@code encode} and {@code decode} run: a run folder, a model folder, or a model inside the program by its name. */
final class Model {

    /** The models inside the program, for help texts. */
    static final String NAMES = "fashion-mnist, cifar10, prompts8k, cmu-playground";

    private Model() {
    }

    /**
     * The tokenizer; the caller closes it.
     *
     * @param listener takes lines for people
     */
    static Tokenizer tokenizer(Path where, Consumer<String> listener) {
        BackendException.found();
        return UsageException.checked(() -> Tokenizers.open(where.toString(), listener));
    }
}
