package org.otvae.bench.sweep.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where studies are kept.
 *
 * @param text a SQLite file or a JDBC URL
 */
record Place(String text) {

    private static final int OPENINGS = 100; // SQLite answers "locked" at once while another process turns the journal to WAL

    /**
     * Opens a file, made if it is not there, or a JDBC URL.
     *
     * @throws StoreException if that cannot be done
     */
    Database opened() {
        var journal = new Properties();
        journal.setProperty("journal_mode", "WAL"); // kept in the file
        return opened(journal);
    }

    /**
     * The same, but makes no file.
     *
     * @throws StoreException if that cannot be done
     */
    Database existing() {
        String file = text.replaceFirst("^jdbc:sqlite:(file:)?", "").replaceFirst("\\?.*", "");
        if (!file.startsWith("jdbc:") && !Files.exists(Path.of(file))) {
            throw Schema.none(Path.of(file).toAbsolutePath().toString());
        }
        return opened(new Properties());
    }

    private Database opened(Properties journal) {
        try {
            if (text.startsWith("jdbc:")) {
                return new Database(() -> DriverManager.getConnection(text), shown(text), text.startsWith("jdbc:sqlite:"));
            }
            Path file = Path.of(text).toAbsolutePath();
            Files.createDirectories(file.getParent());
            return file(file, journal);
        } catch (SQLException e) {
            throw new StoreException(shown("cannot open the studies in " + text + " (" + Database.line(e) + "); give a file or a "
                    + "jdbc:postgresql: URL with --store"), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of " + text, e);
        }
    }

    /** A text without the passwords of URLs in it. */
    static String shown(String text) {
        return text.replaceAll("(?i)(password=)[^&\\s)]*", "$1...");
    }

    private static Database file(Path file, Properties properties) throws SQLException {
        properties.setProperty("synchronous", "FULL"); // a trial that was told to be complete survives a power cut
        properties.setProperty("busy_timeout", String.valueOf(Database.PATIENCE_MILLIS));
        for (int i = 1; ; i++) {
            try {
                return new Database(() -> DriverManager.getConnection("jdbc:sqlite:" + file, properties), file.toString(), true);
            } catch (SQLException e) {
                if (i == OPENINGS || !String.valueOf(e.getMessage()).contains("SQLITE_BUSY")) {
                    throw e;
                }
                Database.pause();
            }
        }
    }
}
