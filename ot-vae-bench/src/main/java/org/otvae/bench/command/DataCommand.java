package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.otvae.audio.data.Prompts8k;
import org.otvae.audio.data.Speech18;
import org.otvae.bench.experiment.Corpora;
import org.otvae.bench.fetch.FashionMnistPackage;
import org.otvae.bench.fetch.Female1Package;
import org.otvae.bench.fetch.Prompts8kPackages;
import org.otvae.bench.fetch.Speech18Packages;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.data.Split;
import org.otvae.image.data.FashionMnist;
import org.otvae.motion.data.BvhFolder;
import org.otvae.motion.data.Female1;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code otvae data}: lists, fetches and verifies data sets, each by a command of its own. */
@Command(name = "data", description = "List, fetch or verify data sets.")
final class DataCommand implements Runnable {

    private static final List<String> FETCHED = List.of(FashionMnist.NAME, Prompts8k.NAME, Speech18.NAME, Female1.NAME);

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected one more word, found none");
    }

    /** {@code otvae data list}: which data sets there are and where. */
    @Command(name = "list", description = "List the data sets and where they are.")
    static final class ListCommand implements Callable<Integer> {

        private final Terminal terminal;

        @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
        private boolean json;

        ListCommand(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            for (String name : Corpora.names()) {
                var place = Corpora.place(name);
                var event = new LinkedHashMap<String, Object>();
                event.put("event", "corpus");
                event.put("name", name);
                event.put("place", place.orElse(null));
                terminal.event(json, event);
                String advice = name.startsWith("image-folder") ? "any folder of pictures with --data DIR"
                        : name.equals("wav-folder") ? "any folder of WAV files with --data DIR"
                        : name.equals(BvhFolder.NAME) ? "any folder of BVH files with --data DIR"
                        : name.equals(Speech18.OTHER_SPEAKERS) ? "./otvae data fetch " + Speech18.NAME
                        : FETCHED.contains(name) ? "./otvae data fetch " + name
                        : "bring the files and pass --data DIR";
                if (!json) {
                    terminal.say(false, String.format("%-26s %s", name,
                            place.orElse("not on this machine; " + advice)));
                }
            }
            return ExitCode.OK;
        }
    }

    /** {@code otvae data fetch}: gets what can be got. */
    @Command(name = "fetch", description = "Fetch a data set: fashion-mnist, prompts8k, speech18 or female1.")
    static final class FetchCommand implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(paramLabel = "NAME", description = "fashion-mnist (31 MB), prompts8k (116 MB), "
                + "speech18 (388 MB, prompts8k among them) or female1 (121 MB)")
        private String name;

        FetchCommand(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (!FETCHED.contains(name)) {
                throw new UsageException("expected " + String.join(" or ", FETCHED)
                        + ", the data sets that can be fetched, "
                        + "found \"" + name + "\"; bring other files yourself and pass --data DIR");
            }
            var place = Corpora.place(name);
            var client = List.of("apt-get", "download");
            if (place.isPresent()) {
                terminal.say(false, name + " is already in " + place.get());
            } else if (name.equals(Prompts8k.NAME)) {
                Prompts8kPackages.fetch(cache().resolve(name), client, line -> terminal.say(false, line));
            } else if (name.equals(Speech18.NAME)) {
                if (Corpora.place(Prompts8k.NAME).isEmpty()) {
                    Prompts8kPackages.fetch(cache().resolve(Prompts8k.NAME), client, line -> terminal.say(false, line));
                }
                Speech18Packages.fetch(cache().resolve(name), client, line -> terminal.say(false, line));
            } else if (name.equals(Female1.NAME)) {
                terminal.say(false, "downloading the npm package matrix-engine, 121 MB, of which 12 MB are kept");
                Female1Package.fetch(cache().resolve(name), List.of("npm", "pack", "--ignore-scripts"),
                        line -> terminal.say(false, line));
            } else {
                terminal.say(false, "downloading the Debian package dataset-fashion-mnist, 31 MB");
                FashionMnistPackage.fetch(cache().resolve(name), client, line -> terminal.say(false, line));
            }
            verify(terminal, false, name, Optional.empty());
            return ExitCode.OK;
        }

        private Path cache() {
            String stated = terminal.environment().getOrDefault("XDG_CACHE_HOME", "");
            Path caches = stated.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(stated);
            return caches.resolve("otvae");
        }
    }

    /** {@code otvae data verify}: reads data sets whole. */
    @Command(name = "verify", description = "Read data sets whole and compare them with what was published.")
    static final class VerifyCommand implements Callable<Integer> {

        private final Terminal terminal;

        @Parameters(paramLabel = "NAME", arity = "0..*", description = "which (default: all that are here)")
        private List<String> names = List.of();

        @Option(names = "--data", paramLabel = "DIR", description = "folder that has the files")
        private Path data;

        @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
        private boolean json;

        VerifyCommand(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (data != null && names.isEmpty()) {
                throw new UsageException("expected the NAME of the data set in " + data + "; ./otvae data list tells the names");
            }
            var wanted = names.isEmpty()
                    ? Corpora.names().stream().filter(name -> Corpora.place(name).isPresent()).toList() : names;
            wanted.forEach(name -> verify(terminal, json, name, Optional.ofNullable(data)));
            return ExitCode.OK;
        }
    }

    private static void verify(Terminal terminal, boolean json, String name, Optional<Path> data) {
        Corpus corpus = UsageException.checked(() -> Corpora.open(name, data));
        var published = Corpora.publishedFingerprint(name);
        if (published.isPresent() && !published.get().equals(corpus.fingerprint())) {
            throw new MalformedDataException(name + ": expected the fingerprint " + published.get() + ", found "
                    + corpus.fingerprint() + "; these are not the published data"
                    + data.map(Path::toString).or(() -> Corpora.place(name)).map(place -> "; remove or replace " + place + " and fetch again, or, if "
                    + "the package has another version on this system, train with them as they are and compare within them only").orElse(""));
        }
        corpus.notes().forEach(line -> terminal.say(json, line));
        var event = new LinkedHashMap<String, Object>();
        event.put("event", "verified");
        event.put("name", name);
        event.put("fingerprint", corpus.fingerprint());
        event.put("published", published.isPresent());
        terminal.event(json, event);
        terminal.say(json, name + ": " + corpus.size(Split.TRAIN) + " training, " + corpus.size(Split.VALIDATION)
                + " validation and " + corpus.size(Split.TEST) + " test examples, fingerprint " + corpus.fingerprint()
                + (published.isPresent() ? " as published" : " (none published to compare with)"));
    }
}
