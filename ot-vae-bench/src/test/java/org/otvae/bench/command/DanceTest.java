package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.audio.Audio;
import org.otvae.audio.data.Recording;
import org.otvae.bench.run.JsonLines;
import org.otvae.bench.run.RunFolder;
import org.otvae.motion.Motion;
import org.otvae.motion.data.SynthesizedMusic;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.RigidBody;

/** A motion GPT from its tokenizer to dances of ten seconds. */
@Tag("slow")
class DanceTest {

    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    private String trained(String name, String... more) {
        var arguments = new ArrayList<>(List.of("train", name, "--json", "--runs", folder.toString(), "--set", "plan.steps=3"));
        arguments.addAll(List.of(more));
        assertThat(shell.run(arguments.toArray(String[]::new))).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        return (String) JsonLines.object(shell.out().get(0), "standard output").get("dir");
    }

    private Path danced(String run, Path music, String file, String... more) {
        var arguments = new ArrayList<>(List.of("generate", run, "--music", music.toString(), "-o", folder.resolve(file).toString()));
        arguments.addAll(List.of(more));
        assertThat(shell.run(arguments.toArray(String[]::new))).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        return folder.resolve(file);
    }

    @Test
    void aMotionGptIsTrainedJudgedAndDances() throws IOException {
        String run = trained("motion-demo-prior");
        Path music = folder.resolve("song.wav");
        Audio.write(music, new Recording(java.util.Arrays.copyOf(SynthesizedMusic.samples(2, 16_000), 160_000), 16_000));

        var record = RunFolder.open(Path.of(run)).outcome().orElseThrow().record();
        assertThat(record.scores().fidelity()).containsKeys("bitsPerCode", "fidK", "fidG", "divK", "divG", "beatAlign",
                "boneVariation", "speedRatio").containsEntry("samples", 4.0);
        assertThat(RunFolder.open(Path.of(run)).experiment().prior().network().toString()).contains("codes=128");
        Poses dance = Motion.read(danced(run, music, "a.bvh"), 30);
        assertThat(dance.frames() / 30.0).isCloseTo(10, within(0.3)); // whole codes of 8 frames
        assertThat(RigidBody.variation(dance)).isLessThan(1e-4);
        assertThat(Files.readAllBytes(danced(run, music, "b.bvh"))).isEqualTo(Files.readAllBytes(folder.resolve("a.bvh")));
        assertThat(shell.run("generate", run, "--music", music.toString(), "-o", folder.resolve("b.bvh").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("b.bvh", "or give --overwrite");
        assertThat(Files.readAllBytes(danced(run, music, "c.bvh", "--seed", "2")))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("a.bvh")));
        assertThat(danced(run, music, "d.html", "--greedy")).content().contains("Dance to song.wav", "data:audio/wav;base64,");
        assertThat(Files.readAllBytes(danced(run, music, "e.gif"))).startsWith("GIF89a".getBytes());
        everyMistakeIsToldInOneLine(run, music.toString());
    }

    @Test
    void withoutPairedDataTheTableOfDancesChecksThePipelineAndSaysSo() throws IOException {
        assertThat(shell.run("reproduce", "aist-generation", "--scale", "smoke", "--set", "plan.steps=2", "--rows",
                "dance-demo-bailando-ot", "--runs", folder.toString(), "--results",
                Files.createDirectories(folder.resolve("none")).toString()))
                .describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.OK);

        Path table;
        try (var files = Files.newDirectoryStream(folder, "aist-generation-smoke-*.md")) { // numbered, as its settings are changed
            table = files.iterator().next();
        }
        assertThat(table).content().contains("bailando-ot", "FID_k", "beat align",
                "no paired data: pipeline check only");
        assertThat(new org.otvae.bench.run.RunStore(folder.resolve("records.jsonl")).records())
                .extracting(org.otvae.bench.run.RunRecord::experiment).containsExactly("dance-demo-ot", "dance-demo-bailando-ot");
    }

    @Test
    void aTokenizerThatTellsTheWayOfTheRootMakesDancesThatGoIt() {
        String run = trained("motion-demo-prior", "--tokenizer", trained("motion-demo-root-ot"));
        Path music = folder.resolve("song.wav");
        Audio.write(music, new Recording(java.util.Arrays.copyOf(SynthesizedMusic.samples(1, 8_000), 80_000), 8_000));

        Poses dance = Motion.read(danced(run, music, "a.bvh"), 30);

        double way = Math.hypot(dance.at(dance.frames() - 1, 0, 0) - dance.at(0, 0, 0), dance.at(dance.frames() - 1, 0, 2)
                - dance.at(0, 0, 2));
        assertThat(way).isGreaterThan(1e-3);
    }

    private void everyMistakeIsToldInOneLine(String run, String music) {
        Map.of(List.of("-o", "x.mp4", "--music", music), "expected a file that ends in .bvh, .gif, .html",
                List.of("-o", "x.bvh"), "give it with --music song.wav",
                List.of("-o", "x.bvh", "--music", music, "--n", "3"), "expected one dance to one recording",
                List.of("-o", "x.bvh", "--music", "none.wav"), "none.wav").forEach((options, message) -> {
                    var arguments = new ArrayList<>(List.of("generate", run));
                    arguments.addAll(options.stream().map(option -> option.startsWith("x.") ? folder.resolve(option).toString()
                            : option).toList());
                    assertThat(shell.run(arguments.toArray(String[]::new))).isNotEqualTo(ExitCode.OK);
                    assertThat(shell.err()).singleElement().asString().contains(message);
                });
    }
}
