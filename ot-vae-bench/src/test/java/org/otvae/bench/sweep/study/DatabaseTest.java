package org.otvae.bench.sweep.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes away: connections to a SQLite file, used as those of PostgreSQL are, that fail when told to. */
class DatabaseTest {

    private static final String LOST = "08006";

    /** The state with which a method of a connection fails the next time. */
    private final Map<String, String> failures = new HashMap<>();

    @TempDir
    private Path folder;

    private Database database;
    private int opened;

    @BeforeEach
    void open() throws SQLException {
        database = new Database(this::connection, "there", false);
        database.write(() -> database.update("CREATE TABLE note (number INTEGER)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aConnectionThatIsLostBeforeTheCommitIsOpenedAgain() {
        failures.put("prepareStatement", LOST);

        note();

        assertThat(opened).isEqualTo(2);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aServerThatIsStillStartingIsWaitedFor() {
        failures.put("prepareStatement", "57P01");
        failures.put("setAutoCommit", "57P03");

        note();

        assertThat(opened).isEqualTo(3);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aCommitOfWhichNothingIsKnownIsNotRepeated() {
        failures.put("commit", LOST);

        assertThatThrownBy(this::note).isInstanceOf(StoreException.class)
                .hasMessage("the studies in there cannot be read or written (commit fails)");
        assertThat(opened).isEqualTo(1);
        assertThat(count()).isZero();
    }

    @Test
    void otherErrorsAreNotRepeated() {
        failures.put("prepareStatement", "42601");

        assertThatThrownBy(this::note).isInstanceOf(StoreException.class).hasMessageContaining("prepareStatement fails");
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void aRollbackThatFailsDoesNotHideWhy() {
        failures.put("rollback", LOST);
        assertThatThrownBy(() -> database.write(() -> {
            throw new SQLException("disk full");
        })).isInstanceOf(StoreException.class).hasMessageContaining("(disk full)");

        failures.put("rollback", LOST);
        assertThatIllegalStateException().isThrownBy(() -> database.write(() -> {
            throw new IllegalStateException("our mistake");
        })).withMessage("our mistake").satisfies(e -> assertThat(e.getSuppressed()).singleElement().asString()
                .contains("rollback fails"));
    }

    /** SQLite takes a transaction back itself where its disk is full, and says then that there is none to take back. */
    @Test
    void aTransactionThatSqliteHasTakenBackDoesNotHideWhy() {
        try (var file = new Place(folder.resolve("file.db").toString()).opened()) {
            assertThatThrownBy(() -> file.write(() -> {
                file.update("ROLLBACK");
                throw new SQLException("[SQLITE_FULL] database or disk is full");
            })).isInstanceOf(StoreException.class).hasMessageContaining("database or disk is full");
        }
    }

    private void note() {
        database.write(() -> database.update("INSERT INTO note VALUES (1)"));
    }

    private int count() {
        return database.read(() -> database.query("SELECT COUNT(*) FROM note", row -> row.getInt(1))).get(0);
    }

    private Connection connection() throws SQLException {
        opened++;
        Connection real = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("notes.db"));
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Connection.class},
                (proxy, method, arguments) -> {
                    String state = failures.remove(method.getName());
                    if (state != null) {
                        throw new SQLException(method.getName() + " fails", state);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
