package org.otvae.bench.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.settings.Names;

/** The tables that {@code ./otvae reproduce} makes: which rows of the catalogue stand in each. */
public enum PaperTable {

    /** Reconstruction of images. */
    IMAGES("Images: reconstruction and use of codes",
            "OT-VAE's own table of images and most of SQ-VAE's were not to be had") {
        @Override
        List<Group> all(Scale scale) {
            return catalogue(scale).filter(group -> IMAGE_GROUPS.contains(group.data())).toList();
        }
    },

    /** Reconstruction of mel spectrograms. */
    SPEECH("Speech: reconstruction and use of codes", "OT-VAE's own table of speech was not to be had") {
        @Override
        List<Group> all(Scale scale) {
            return catalogue(scale).filter(group -> group.isOf("org.otvae.audio")).toList();
        }
    },

    /** Reconstruction of motion. */
    MOTION("Motion: reconstruction and use of codes",
            "no published reconstruction errors or perplexities of motion are known to us") {
        @Override
        List<Group> all(Scale scale) {
            return catalogue(scale).filter(group -> group.isOf("org.otvae.motion")).toList();
        }
    },

    /** One prior over the codes of several tokenizers. */
    GENERATION("Images: a prior over the codes of each method",
            "the same prior, told the class, over codes of tokenizers of the same budget; as many samples as test images, "
                    + "compared in the features of a small classifier of ours, which is no FID") {
        @Override
        List<Group> all(Scale scale) {
            return GENERATION_GROUPS.stream().map(data -> {
                var rows = PriorExperiments.rows(data, GENERATION_ROWS, scale);
                return new Group(data, rows.get(0).corpus(), rows);
            }).toList();
        }
    },

    /** Dances for music, with the tokenizers whose codes they are drawn from. */
    AIST_GENERATION("AIST++: dances generated for music",
            "rows bailando-vq and bailando-ot dance by the codes of rows vq-ema-reset and ot; Bailando's reinforcement stage is left out") {
        @Override
        List<Group> all(Scale scale) {
            return grouped(DanceExperiments.table(scale).stream()).toList();
        }
    },

    /** The same quantizers with 64 to 512 codes. */
    CODEBOOK_SIZE("Images: 64 to 512 codes", "a row is named by its method and its number of codes") {
        @Override
        List<Group> all(Scale scale) {
            return catalogue(scale).filter(group -> SIZE_GROUPS.contains(group.data())).map(group -> group.with(
                    group.experiments().stream().filter(row -> SIZE_ROWS.contains(row.method()) && Variants.hasCodebook(row))
                            .flatMap(row -> SIZES.stream().map(codes -> Variants.codes(row, codes))).toList())).toList();
        }
    },

    /** OT-VAE with one thing changed. */
    ABLATION_OT("OT-VAE: one change at a time from the row ot", "no published ablations of OT-VAE are known to us") {
        @Override
        List<Group> all(Scale scale) {
            return catalogue(scale).filter(group -> ABLATION_GROUPS.contains(group.data()))
                    .map(group -> group.with(Variants.ablation(ot(group), LATENTS_28))).toList();
        }
    };

    private static final List<String> IMAGE_GROUPS = List.of("mnist", "fashion-mnist", "cifar10", "cifar10-wide", "celeba", "demo");
    private static final List<String> SIZE_GROUPS = List.of("mnist", "fashion-mnist", "cifar10", "demo");
    private static final List<String> GENERATION_GROUPS = List.of("fashion-mnist", "demo");
    private static final List<String> GENERATION_ROWS = List.of("ot", "sq-vae", "vq-ema", "vq-ema-reset");
    private static final List<String> ABLATION_GROUPS = List.of("fashion-mnist", "demo");
    private static final List<String> SIZE_ROWS = List.of("ot", "vq", "vq-ema-reset", "sq-vae", "vq-wae");
    private static final List<Integer> SIZES = List.of(64, 128, 256, 512);
    private static final int LATENTS_28 = 32 * 7 * 7; // of a batch of pictures of 28 pixels

    private final String title;
    private final String about;

    PaperTable(String title, String about) {
        this.title = title;
        this.about = about;
    }

    /**
     * Rows that share data, network and budget.
     *
     * @param data        the prefix of their names
     * @param corpus      name of the corpus
     * @param experiments in the order of the catalogue
     */
    public record Group(String data, String corpus, List<Experiment> experiments) {

        /** Copies the list. */
        public Group {
            experiments = List.copyOf(experiments);
        }

        /** Whether the corpus is part of the program: a slice that stands in where no whole set is at hand. */
        public boolean embedded() {
            return corpus.equals(EmbeddedFashionMnist.NAME)
                    || Corpora.place(corpus).equals(Optional.of("part of the program"));
        }

        private boolean isOf(String module) {
            return experiments.get(0).autoencoder().encoder().getClass().getName().startsWith(module + ".");
        }

        private Group with(List<Experiment> others) {
            return new Group(data, corpus, others);
        }
    }

    abstract List<Group> all(Scale scale);

    /** The groups, those whose corpus is part of the program last; demos on other corpora are left out. */
    public List<Group> groups(Scale scale) {
        var all = all(scale).stream().filter(group -> group.embedded() || !group.data().endsWith("demo")).toList();
        return Stream.concat(all.stream().filter(group -> !group.embedded()), all.stream().filter(Group::embedded)).toList();
    }

    /** What a reader must know of it, in one sentence. */
    public String about() {
        return about;
    }

    /** What its heading says. */
    public String title() {
        return title;
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /**
     * The table of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the right names, the closest first
     */
    public static PaperTable named(String name) {
        return Stream.of(values()).filter(table -> table.toString().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of the tables "
                        + String.join(", ", Names.closestFirst(name, Stream.of(values()).map(PaperTable::toString).toList()))
                        + ", or all, found \"" + name + "\""));
    }

    private static Experiment ot(Group group) {
        return group.experiments().stream().filter(row -> row.method().equals("ot")).findFirst().orElseThrow();
    }

    /** The autoencoders of the catalogue, in groups of one prefix. */
    private static Stream<Group> catalogue(Scale scale) {
        return grouped(Experiments.all(scale).stream().filter(row -> row.prior() == null));
    }

    private static Stream<Group> grouped(Stream<Experiment> experiments) {
        Map<String, List<Experiment>> byPrefix = experiments.collect(Collectors.groupingBy(
                row -> row.name().substring(0, row.name().length() - row.method().length() - 1), LinkedHashMap::new,
                Collectors.toList()));
        return byPrefix.entrySet().stream().map(entry ->
                new Group(entry.getKey(), entry.getValue().get(0).corpus(), entry.getValue()));
    }
}
