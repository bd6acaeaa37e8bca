package org.otvae.bench.modality;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.metric.Fidelity;
import org.otvae.model.Tokenizer;
import org.otvae.train.Trainable;

/** How priors over the codes of one kind of data learn, are judged, and what becomes of their samples. Stateless. */
public interface Generation {

    /**
     * The network with the sizes that follow from its tokenizer and data.
     *
     * @throws IllegalArgumentException if it is no network for this kind of data, or cannot learn these
     */
    Trainable fitted(Trainable network, Tokenizer tokenizer, Corpus corpus);

    /**
     * What the network learns from: the codes of the corpus, made once.
     *
     * @param folder where they may be kept; need not exist yet
     */
    Corpus codes(Trainable network, Tokenizer tokenizer, Corpus corpus, Path folder);

    /**
     * Checks what the user wished for before minutes of judging.
     *
     * @param more measures of samples
     * @throws IllegalArgumentException if samples have no such measure, or not on this split
     */
    void requireMeasures(Split split, List<Fidelity> more);

    /**
     * Measures beside those of {@link Trainable.Judge}; those of samples on the test split only, as they take a while.
     *
     * @param codes of the corpus, from {@link #codes}
     * @param more  measures of samples that the user wished for, see {@link #requireMeasures}
     */
    Judged judged(TrainedPrior prior, Corpus corpus, Corpus codes, Split split, List<Fidelity> more);

    /**
     * What was found.
     *
     * @param measures by name
     * @param usage    how often each code stands in the split, {@code [codes]}
     */
    record Judged(Map<String, Double> measures, long[] usage) {
    }

    /**
     * Samples in place of the examples of {@link Modality#shown}, for reports, in the same layout.
     */
    float[] shown(TrainedPrior prior, Corpus corpus);

    /** Samples where the user names no number. */
    default int usualCount() {
        return 64;
    }

    /**
     * The files that {@link #generate} writes, so that it can be seen before whether they are there.
     *
     * @param output a file or folder, as the user named it
     * @throws IllegalArgumentException if that is no file of a kind that can be written, or the label is unknown
     */
    List<Path> files(TrainedPrior prior, Wanted wanted, Path output);

    /**
     * Draws samples and writes them, in the place of files that are there.
     *
     * @param output a file or folder, as the user named it; its parent folder exists
     * @throws IllegalArgumentException if that is no file of a kind that can be written, or the label is unknown
     */
    Generated generate(TrainedPrior prior, Wanted wanted, Path output);

    /**
     * What was generated.
     *
     * @param files   at least one
     * @param codes   codes that were drawn for it
     * @param seconds that drawing them took
     */
    record Generated(List<Path> files, long codes, double seconds) {

        /** Copies the list. */
        public Generated {
            files = List.copyOf(files);
        }
    }

    /** What one can do with a finished run of a prior, one command a line. */
    List<String> commands(Path run);
}
