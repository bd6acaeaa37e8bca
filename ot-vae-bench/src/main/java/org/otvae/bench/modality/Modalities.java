package org.otvae.bench.modality;

import java.util.List;
import java.util.function.Predicate;
import org.otvae.settings.Names;

/** All kinds of data. */
public final class Modalities {

    private static final List<Modality> ALL = List.of(new ImageModality(), new AudioModality(), new MotionModality());

    private Modalities() {
    }

    /** All of them; the first is that of the plain demo. */
    public static List<Modality> all() {
        return ALL;
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Modality named(String id) {
        return first(modality -> modality.id().equals(id), "one of the modalities "
                + String.join(", ", Names.closestFirst(id, ALL.stream().map(Modality::id).toList())), id);
    }

    /**
     * That of a corpus by its name.
     *
     * @throws IllegalArgumentException if no modality has such a corpus
     */
    public static Modality ofCorpus(String corpus) {
        List<String> names = ALL.stream().flatMap(modality -> modality.corpora().stream()).toList();
        return first(modality -> modality.corpora().contains(corpus), "one of the corpora "
                + String.join(", ", Names.closestFirst(corpus, names)), corpus);
    }

    private static Modality first(Predicate<Modality> wanted, String expected, String found) {
        return ALL.stream().filter(wanted).findFirst().orElseThrow(() -> new IllegalArgumentException("expected " + expected
                + ", found \"" + found + "\""));
    }
}
