package org.otvae.bench.command;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.otvae.bench.sweep.page.PageServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae sweep watch}: the live page of a study that other processes or machines work on. */
@Command(name = "watch", description = "Serve the live page of a study until interrupted.")
final class SweepWatchCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private StudyOptions studies = new StudyOptions();

    @Parameters(paramLabel = "STUDY", description = "name of the study")
    private String name;

    @Option(names = "--page", paramLabel = "PORT", description = "port of the page (default: any that is free)")
    private int port;

    SweepWatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SweepTask.requirePort(port);
        return studies.reading(store -> {
            var study = UsageException.checked(() -> store.study(name));
            try (var page = SweepTask.served(port, () -> SweepTask.snapshot(study, 0))) {
                terminal.say(false, "page: " + page.url());
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ExitCode.INTERRUPTED;
        });
    }
}
