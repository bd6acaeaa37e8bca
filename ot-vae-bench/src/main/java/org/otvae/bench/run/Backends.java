package org.otvae.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.provenance.Backend;
import org.otvae.provenance.Machine;

/** Finds out what does the arithmetic, once, before the first run. */
public final class Backends {

    private Backends() {
    }

    /**
     * The backend on the class path.
     *
     * @throws IllegalStateException if there is none that works here; the message is one line
     */
    public static Backend found() {
        try {
            Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
            String name = String.valueOf(environment.getOrDefault("backend", "unknown")).toUpperCase(Locale.ROOT);
            String version = Nd4j.class.getPackage().getImplementationVersion();
            return new Backend(version == null ? "1.0.0-M2.1" : version, name, device(name, environment));
        } catch (LinkageError | RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
            throw new IllegalStateException("no ND4J backend works on this machine ("
                    + cause.getClass().getSimpleName() + ": " + reason + "); a CUDA build needs an NVIDIA GPU and its "
                    + "driver, build without -Pcuda to use the processor", e);
        }
    }

    /** One line that names backend, device and threads. */
    public static String line(Backend backend) {
        return "backend " + backend.name() + " (ND4J " + backend.nd4j() + "), device " + backend.device() + ", "
                + Machine.here().threads() + " threads";
    }

    private static String device(String backend, Properties environment) {
        if (backend.equals("CUDA") && environment.get("cuda.devicesInformation") instanceof java.util.List<?> devices
                && !devices.isEmpty() && devices.get(0) instanceof java.util.Map<?, ?> device) {
            return String.valueOf(device.get("cuda.deviceName"));
        }
        return processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores";
    }

    /** The processor's own name where the operating system tells it, else its architecture. */
    private static String processor() {
        Path file = Path.of("/proc/cpuinfo");
        if (Files.isReadable(file)) {
            try (Stream<String> lines = Files.lines(file)) {
                return lines.filter(line -> line.startsWith("model name")).findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException | UncheckedIOException e) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }
}
