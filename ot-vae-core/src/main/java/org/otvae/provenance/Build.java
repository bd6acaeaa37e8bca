package org.otvae.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * Which build of the program is running, written into the jar when it was made.
 *
 * @param version version of the project, or {@code unknown}
 * @param commit  git commit, followed by {@code -dirty} if the tree had changes on top of it, or {@code unknown}
 */
public record Build(String version, String commit) {

    private static final String RESOURCE = "build.properties";
    private static final String UNKNOWN = "unknown";
    private static final String DIRTY = "-dirty";

    /** Checks that nothing is missing. */
    public Build {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(commit, "commit");
    }

    /** The running build; {@code unknown} where the program was compiled without Maven. */
    public static Build current() {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE + " from the class path", e);
        }
        return of(properties);
    }

    static Build of(Properties properties) {
        String commit = known(properties.getProperty("commit"));
        boolean dirty = !commit.equals(UNKNOWN) && Boolean.parseBoolean(known(properties.getProperty("dirty")));
        return new Build(known(properties.getProperty("version")), dirty ? commit + DIRTY : commit);
    }

    private static String known(String value) {
        boolean filtered = value != null && !value.isBlank() && !value.contains("${") && !value.contains("@");
        return filtered ? value.strip() : UNKNOWN;
    }

    /** Whether the tree had changes on top of the commit. */
    public boolean dirty() {
        return commit.endsWith(DIRTY);
    }
}
