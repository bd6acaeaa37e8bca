package org.otvae.bench.command;

import java.nio.file.Path;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.run.RunFolder;
import org.otvae.model.ModelFolder;
import org.otvae.model.Tokenizer;

/** What {@code encode} and {@code decode} run: a run folder, a model folder, or a model inside the program by its name. */
final class Model {

    /** The models inside the program, for help texts. */
    static final String NAMES = "fashion-mnist, cifar10, prompts8k";

    private Model() {
    }

    /** The tokenizer; the caller closes it. */
    static Tokenizer tokenizer(Path where) {
        BackendException.found();
        return UsageException.checked(() -> {
            if (ModelFolder.isModel(where)) {
                return ModelFolder.tokenizer(where);
            }
            var inside = Modalities.all().stream().filter(kind -> kind.pretrained().contains(where.toString())).findFirst();
            return RunFolder.isRun(where) || inside.isEmpty() ? RunFolder.open(where).tokenizer()
                    : inside.get().pretrained(where.toString());
        });
    }
}
