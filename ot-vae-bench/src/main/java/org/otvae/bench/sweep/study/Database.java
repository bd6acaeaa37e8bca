package org.otvae.bench.sweep.study;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection and the little that differs between SQLite and PostgreSQL. A process uses it from one thread at a time, so that
 * it is one writer; between processes SQLite's lock or PostgreSQL's row lock on the study decides, see {@link #write}. One that a
 * server has lost is opened again.
 */
final class Database implements AutoCloseable {

    static final int PATIENCE_MILLIS = 60_000; // transactions take milliseconds; this is for a stalled disk and a server that starts again

    private final Work<Connection> opening;
    private final String place;
    private final boolean sqlite;
    private Connection connection;

    Database(Work<Connection> opening, String place, boolean sqlite) throws SQLException {
        this.opening = opening;
        this.place = place;
        this.sqlite = sqlite;
        connect();
    }

    private void connect() throws SQLException {
        connection = opening.run();
        connection.setAutoCommit(sqlite); // SQLite's driver would begin the next transaction, and lock, at each commit
    }

    /** A part of a transaction. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Takes a value out of the present row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Waits a little before the next attempt to open a connection. */
    static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while the studies were opened", e);
        }
    }

    /** Whether this is SQLite. */
    boolean isSqlite() {
        return sqlite;
    }

    /** Where the studies are, without a password. */
    String place() {
        return place;
    }

    /** Runs one transaction that writes: all of it is kept, or nothing, and no other process writes meanwhile. */
    <T> T write(Work<T> work) {
        return transaction("BEGIN IMMEDIATE", work);
    }

    /** Runs one transaction that reads; with SQLite it sees one state and neither waits nor lets wait. */
    <T> T read(Work<T> work) {
        return transaction("BEGIN", work);
    }

    private synchronized <T> T transaction(String begin, Work<T> work) {
        try {
            T result;
            try {
                result = begun(begin, work);
            } catch (SQLException e) {
                if (sqlite || !isLost(e)) {
                    throw e;
                }
                reopen(e);
                result = begun(begin, work); // nothing of the first was kept; at a commit that would not be known
            }
            commit();
            return result;
        } catch (SQLException e) {
            throw new StoreException("the studies in " + place + " cannot be read or written (" + line(e) + ")", e);
        }
    }

    private <T> T begun(String begin, Work<T> work) throws SQLException {
        if (sqlite) {
            update(begin);
        }
        try {
            return work.run();
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private void commit() throws SQLException {
        try {
            if (sqlite) {
                update("COMMIT");
            } else {
                connection.commit();
            }
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        }
    }

    /** Takes a transaction back; the reason is told, whatever comes of that: a full disk or a lost server leave nothing to take back. */
    private void rollBack(Exception reason) {
        try {
            if (sqlite) {
                update("ROLLBACK");
            } else {
                connection.rollback();
            }
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** Whether the server has gone, or is about to start. */
    private static boolean isLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P"); // connection exceptions, and operator intervention of PostgreSQL
    }

    private void reopen(SQLException reason) throws SQLException {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        long begun = System.nanoTime();
        for (;;) {
            try {
                connect();
                return;
            } catch (SQLException e) {
                if (!isLost(e) || System.nanoTime() - begun > PATIENCE_MILLIS * 1_000_000L) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Milliseconds since 1970 by the clock of the database, which all machines share. */
    long now() throws SQLException {
        String clock = sqlite ? "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)"
                : "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
        return query(clock, row -> row.getLong(1)).get(0);
    }

    /** Whether there is a table of this name. */
    boolean hasTable(String name) throws SQLException {
        try (var tables = connection.getMetaData().getTables(null, null, name, null)) {
            return tables.next();
        }
    }

    /** Changes rows and gives their number. */
    int update(String sql, Object... values) throws SQLException {
        try (var statement = prepared(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Reads rows. */
    <T> List<T> query(String sql, RowReader<T> reader, Object... values) throws SQLException {
        try (var statement = prepared(sql, values); var rows = statement.executeQuery()) {
            var results = new ArrayList<T>();
            while (rows.next()) {
                results.add(reader.read(rows));
            }
            return results;
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof Double number && !Double.isFinite(number)) {
                    statement.setNull(i + 1, java.sql.Types.DOUBLE);
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** The first line of a message. */
    static String line(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("cannot close the studies in " + place + " (" + line(e) + ")", e);
        }
    }
}
