package org.otvae.bench.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.otvae.graph.Schedule;
import org.otvae.motion.Motion;
import org.otvae.motion.dance.MotionGpt;
import org.otvae.motion.data.AistDances;
import org.otvae.motion.data.DanceCorpus;
import org.otvae.train.TrainingPlan;

/**
 * Motion GPTs over the codes of both half bodies, told the music. Narrow ones for two cores, on motions with music made
 * by rule: "no paired data: pipeline check only"; and Bailando's own on AIST++ (docs/dance.md).
 *
 * <p>{@code ./otvae train motion-demo-prior} learns the codes of the model inside the program, in two minutes on two cores;
 * with a tokenizer of your own {@code --tokenizer RUNDIR}, one of the rows {@code -root} for dances that go their way.
 *
 * <p>Unlike the published plan, Adam's first decay is the trainer's 0.9 and not 0.5, and the checkpoint that is used is
 * the best on validation and not that of epoch 400.
 */
final class DanceExperiments {

    private static final String METHOD = "prior";
    private static final MotionGpt NARROW = new MotionGpt(512, 12, 2, 96, 4, 0.1);
    private static final int SHORT_EPOCHS = 12; // of 30 the best on validation came after 9
    private static final int FEW_EPOCHS = 8;
    private static final int FULL_EPOCHS = 500; // as published

    private DanceExperiments() {
    }

    /** Every motion GPT at a scale, over the codes of a model inside the program or of one that the user names. */
    static List<Experiment> all(Scale scale) {
        return List.of(
                narrow("motion-demo", Corpora.CMU_DANCES, Motion.pretrained().get(0), slice(scale)),
                narrow("bandai-namco", Corpora.BANDAI_DANCES, "", Table.Length.of(scale, FEW_EPOCHS, 5 * FEW_EPOCHS)),
                prior("aistpp", METHOD, AistDances.NAME, row("aistpp-root-ot", scale), published(scale), ""));
    }

    /**
     * The rows of the table of dances: tokenizers by Bailando's quantizer and by OT, and a motion GPT over the codes of
     * each; on AIST++, and on the embedded slice, where no paired data are at hand.
     */
    static List<Experiment> table(Scale scale) {
        return Stream.concat(
                rows("aist", AistDances.NAME, method -> row("aistpp-root-" + method, scale), published(scale)),
                rows("dance-demo", Corpora.CMU_DANCES, method -> row("motion-demo-root-" + method, scale), narrowPlan(slice(scale))))
                .toList();
    }

    private static Stream<Experiment> rows(String prefix, String corpus, Function<String, Experiment> tokenizer, Gpt gpt) {
        List<Experiment> rows = new ArrayList<>();
        for (String method : List.of("vq-ema-reset", "ot")) {
            Experiment row = tokenizer.apply(method);
            rows.add(new Experiment(prefix + "-" + method, method, row.description(), corpus, row.autoencoder(), row.plan()));
        }
        for (Experiment row : List.copyOf(rows)) {
            String method = "bailando-" + row.method().replace("-ema-reset", "");
            rows.add(prior(prefix, method, corpus, row, gpt, row.name()));
        }
        return rows.stream();
    }

    /** A network and how it is trained. */
    private record Gpt(MotionGpt network, TrainingPlan plan) {
    }

    private static Table.Length slice(Scale scale) {
        return Table.Length.of(scale, SHORT_EPOCHS, SHORT_EPOCHS);
    }

    private static Experiment narrow(String prefix, String corpus, String source, Table.Length length) {
        return prior(prefix, METHOD, corpus, row(prefix + "-root-ot", Scale.SHORT), narrowPlan(length), source);
    }

    private static Gpt narrowPlan(Table.Length length) {
        return new Gpt(NARROW, new TrainingPlan(32, length.epochs(), length.steps(), new Schedule.Cosine(1e-3, 0),
                Schedule.constant(0), 1, 500, 0, 1));
    }

    private static Gpt published(Scale scale) {
        Table.Length length = Table.Length.of(scale, FEW_EPOCHS, FULL_EPOCHS);
        var rate = new Schedule.Milestones(3e-4, 0.1, List.of(0.5, 0.8)); // after 250 and 400 of 500 epochs
        return new Gpt(MotionGpt.PUBLISHED, new TrainingPlan(32, length.epochs(), length.steps(), rate, Schedule.constant(0), 0,
                500, 0, 1));
    }

    private static Experiment row(String name, Scale scale) {
        return MotionExperiments.all(scale).stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }

    private static Experiment prior(String prefix, String method, String corpus, Experiment tokenizer, Gpt gpt, String source) {
        String told = "motion GPT of 2 times " + gpt.network.layers() + " layers, " + gpt.network.width()
                + " wide, over the codes of both half bodies and the music" + (source.isEmpty() ? "; needs --tokenizer" : "")
                + (corpus.equals(AistDances.NAME) ? "" : "; " + DanceCorpus.UNPAIRED);
        return new Experiment(prefix + "-" + method, method, told, corpus, tokenizer.autoencoder(), gpt.plan,
                new CodePrior(source, "", gpt.network));
    }
}
