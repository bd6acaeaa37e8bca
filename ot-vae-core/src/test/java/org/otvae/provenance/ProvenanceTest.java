package org.otvae.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

    private static final Backend BACKEND = new Backend("1.0.0-M2.1", "CPU", "some processor");

    @Test
    void capturesProgramSeedDataMachineAndTime() {
        Instant before = Instant.now().minusSeconds(1);

        Provenance provenance = Provenance.capture(new Seed(7), "ab12", BACKEND);

        assertThat(provenance.fields().keySet()).containsExactly(
                "version", "commit", "seed", "corpus", "backend", "machine", "started", "tookSeconds");
        assertThat(provenance.fields()).containsEntry("seed", 7L).containsEntry("corpus", "ab12")
                .containsEntry("backend", Map.of("nd4j", "1.0.0-M2.1", "name", "CPU", "device", "some processor"))
                .containsEntry("tookSeconds", null);
        assertThat(provenance.build().version()).isNotBlank();
        assertThat(provenance.machine().java()).contains(System.getProperty("java.version"));
        assertThat(provenance.machine().arch()).isEqualTo(System.getProperty("os.arch"));
        assertThat(provenance.machine().threads()).isPositive();
        assertThat(provenance.started()).isBetween(before, Instant.now());
    }

    @Test
    void finishedKnowsHowLongItTook() {
        Instant past = Instant.now().minusSeconds(100);
        Provenance running = new Provenance(Build.current(), new Seed(0), "", BACKEND, Machine.here(), past,
                Double.NaN);

        assertThat(running.finished().tookSeconds()).isGreaterThanOrEqualTo(100);
        assertThat(running.tookSeconds(2.5).fields()).containsEntry("tookSeconds", 2.5);
    }

    @Test
    void refusesANegativeDuration() {
        Provenance running = Provenance.capture(new Seed(0), "", BACKEND);

        assertThatThrownBy(() -> running.tookSeconds(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tookSeconds must be at least 0, found -1.0");
    }

    @Test
    void buildIsUnknownWhereMavenDidNotWriteIt() {
        Properties properties = new Properties();
        properties.setProperty("version", "${project.version}");
        properties.setProperty("dirty", "true");

        assertThat(Build.of(properties)).isEqualTo(new Build("unknown", "unknown"));
    }

    @Test
    void buildKnowsWhetherTheTreeWasDirty() {
        Properties properties = new Properties();
        properties.setProperty("version", " 0.1.0 ");
        properties.setProperty("commit", "0123abc");
        properties.setProperty("dirty", "true");

        assertThat(Build.of(properties)).isEqualTo(new Build("0.1.0", "0123abc-dirty"));
        assertThat(Build.of(properties).dirty()).isTrue();
        assertThat(new Build("0.1.0", "0123abc").dirty()).isFalse();
    }

    @Test
    void threadsFollowTheEnvironmentWhereItNamesANumber() {
        assertThat(Machine.threads("3", 8)).isEqualTo(3);
        assertThat(Machine.threads(null, 8)).isEqualTo(8);
        assertThat(Machine.threads("many", 8)).isEqualTo(8);
        assertThat(Machine.threads("0", 8)).isEqualTo(8);
    }
}
