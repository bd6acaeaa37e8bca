package org.otvae.bench.sweep.study;

import java.sql.SQLException;
import java.util.List;

/** The tables, made once; a version says which program wrote them. */
final class Schema {

    /** Version of the tables. */
    static final int VERSION = 1;

    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS otvae_schema (id INTEGER PRIMARY KEY, version INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS study (name TEXT PRIMARY KEY, settings TEXT NOT NULL, begun BIGINT NOT NULL, "
                    + "turn BIGINT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS trial (study TEXT NOT NULL REFERENCES study (name), number INTEGER NOT NULL, "
                    + "state TEXT NOT NULL, point TEXT NOT NULL, value DOUBLE PRECISION, scores TEXT NOT NULL, "
                    + "reason TEXT NOT NULL, worker TEXT NOT NULL, attempt INTEGER NOT NULL, started BIGINT NOT NULL, "
                    + "ended BIGINT NOT NULL, lease BIGINT NOT NULL, PRIMARY KEY (study, number))",
            "CREATE TABLE IF NOT EXISTS report (study TEXT NOT NULL, number INTEGER NOT NULL, step BIGINT NOT NULL, "
                    + "steps BIGINT NOT NULL, value DOUBLE PRECISION, PRIMARY KEY (study, number, step))");

    private Schema() {
    }

    /**
     * Makes the tables where they are missing.
     *
     * @throws StoreException if another version made them
     */
    static void prepare(Database database) {
        int found = database.write(() -> {
            lock(database);
            for (String table : TABLES) {
                database.update(table);
            }
            database.update("INSERT INTO otvae_schema (id, version) VALUES (1, ?) ON CONFLICT (id) DO NOTHING", VERSION);
            return version(database);
        });
        requireOurs(database, found);
    }

    /**
     * Checks that the tables are there.
     *
     * @throws StoreException if they are not, or another version made them
     */
    static void require(Database database) {
        int found = database.read(() -> {
            if (!database.hasTable("otvae_schema")) {
                throw none(database.place());
            }
            return version(database);
        });
        requireOurs(database, found);
    }

    /** There are no studies at a place, and nobody asked for new ones. */
    static StoreException none(String place) {
        return new StoreException("expected studies in " + place + ", found none; ./otvae sweep EXPERIMENT begins one, --runs DIR or "
                + "--store FILE|URL name another place");
    }

    private static int version(Database database) throws SQLException {
        return database.query("SELECT version FROM otvae_schema", row -> row.getInt(1)).get(0);
    }

    private static void requireOurs(Database database, int found) {
        if (found != VERSION) {
            throw new StoreException("expected studies of version " + VERSION + " in " + database.place() + ", found version "
                    + found + "; use the program that wrote them, or another --store");
        }
    }

    /** Two PostgreSQL sessions that create the same table at once can fail; SQLite's transaction has locked the file already. */
    private static void lock(Database database) throws SQLException {
        if (!database.isSqlite()) {
            database.query("SELECT pg_advisory_xact_lock(7402651)", row -> row.getString(1)); // arbitrary number of our own
        }
    }
}
