package org.otvae.bench.sweep.study;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.otvae.bench.run.JsonLines;
import org.otvae.bench.sweep.space.Point;

/**
 * The trials of one study. Every method is one transaction; those that hand out or end a trial first take the study's turn, so
 * that two workers, be they threads, processes or machines, never get the same one.
 *
 * <p>A worker holds a trial by a lease that it renews. When the lease is over, or the worker is known to be dead, the trial is
 * waiting again; what the old worker still reports is refused, because worker and attempt no longer fit.
 */
public final class StudyTrials {

    /** How often a trial is started before it counts as failed because its workers disappear or something else ends it. */
    public static final int MAX_ATTEMPTS = 3;

    private final Database database;
    private final Study study;

    StudyTrials(Database database, Study study) {
        this.database = database;
        this.study = study;
    }

    /** What is searched and how. */
    public Study study() {
        return study;
    }

    /**
     * Takes the next trial: one that waits, one whose worker is gone, or a new one while there are fewer than {@code most}.
     *
     * @param worker  name of the taker
     * @param lease   milliseconds that it holds without {@link #renew}
     * @param dead    tells workers that are known to be gone before their lease is over
     * @param propose gives the point of a new trial from all trials so far
     * @return empty if nothing is left to take at the moment
     */
    public Optional<Trial> take(String worker, long lease, Predicate<String> dead, int most,
            Function<List<Trial>, Point> propose) {
        return database.write(() -> {
            turn();
            long now = database.now();
            for (var held : held()) {
                if (held.state == TrialState.RUNNING && held.lease >= now && !dead.test(held.worker)) {
                    continue;
                }
                if (held.attempt >= MAX_ATTEMPTS && held.state == TrialState.RUNNING) {
                    end(held.number, TrialState.FAILED, "its worker disappeared " + held.attempt + " times", now);
                    continue;
                }
                database.update("UPDATE trial SET state = 'running', worker = ?, attempt = attempt + 1, started = ?, ended = 0, "
                        + "lease = ? WHERE study = ? AND number = ?", worker, now, now + lease, study.name(), held.number);
                return Optional.of(one(held.number));
            }
            int count = database.query("SELECT COUNT(*) FROM trial WHERE study = ?", row -> row.getInt(1), study.name()).get(0);
            if (count >= most) {
                return Optional.<Trial>empty();
            }
            database.update("INSERT INTO trial (study, number, state, point, value, scores, reason, worker, attempt, started, "
                    + "ended, lease) VALUES (?, ?, 'running', ?, NULL, '{}', '', ?, 1, ?, 0, ?)", study.name(), count,
                    JsonLines.line(propose.apply(read()).values()), worker, now, now + lease);
            return Optional.of(one(count));
        });
    }

    /** Prolongs the leases of the trials that a process holds: of all workers whose names begin with {@code process}. */
    public void renew(String process, long lease) {
        database.write(() -> database.update("UPDATE trial SET lease = ? WHERE study = ? AND state = 'running' AND "
                + "substr(worker, 1, ?) = ?", database.now() + lease, study.name(), process.length(), process));
    }

    /** Notes an objective in the middle of a trial; false if the trial is not this worker's any more. */
    public boolean report(Trial trial, Report report) {
        return database.write(() -> holds(trial) && database.update("INSERT INTO report (study, number, step, steps, value) "
                + "VALUES (?, ?, ?, ?, ?) ON CONFLICT (study, number, step) DO UPDATE SET steps = excluded.steps, "
                + "value = excluded.value", study.name(), trial.number(), report.step(), report.steps(), report.value()) == 1);
    }

    /**
     * Ends a trial, or lays it down with {@link TrialState#WAITING}; false if it is not this worker's any more.
     *
     * @param value  of the objective; NaN for none
     * @param scores of the validation split
     * @param reason why, where it is not complete
     */
    public boolean end(Trial trial, TrialState state, double value, Map<String, ?> scores, String reason) {
        return database.write(() -> {
            turn();
            if (!holds(trial)) {
                return false;
            }
            end(trial.number(), state, reason, database.now());
            database.update("UPDATE trial SET value = ?, scores = ? WHERE study = ? AND number = ?", value,
                    JsonLines.line(scores), study.name(), trial.number());
            if (state == TrialState.WAITING) { // laid down on purpose: not an attempt that was lost
                database.update("UPDATE trial SET attempt = attempt - 1 WHERE study = ? AND number = ?", study.name(),
                        trial.number());
            }
            return true;
        });
    }

    /**
     * Lays a trial down that something else than itself has ended: this attempt counts, and after {@link #MAX_ATTEMPTS} it has
     * failed. False if it is not this worker's any more.
     */
    public boolean lose(Trial trial, String reason) {
        return database.write(() -> {
            turn();
            if (!holds(trial)) {
                return false;
            }
            int attempt = trial.tenure().attempt();
            boolean over = attempt >= MAX_ATTEMPTS;
            end(trial.number(), over ? TrialState.FAILED : TrialState.WAITING, over ? reason + "; " + attempt + " attempts" : reason,
                    database.now());
            return true;
        });
    }

    /** Lays all trials down that have failed, as if they had not been tried, and gives their number. */
    public int retryFailed() {
        return database.write(() -> {
            turn();
            return database.update("UPDATE trial SET state = 'waiting', reason = '', attempt = 0 WHERE study = ? AND "
                    + "state = 'failed'", study.name());
        });
    }

    /** All trials by number. */
    public List<Trial> trials() {
        return database.read(this::read);
    }

    /** The trial of a number that was handed out; reads nothing of the others. */
    public Trial trial(int number) {
        return database.read(() -> one(number));
    }

    private void turn() throws SQLException {
        database.update("UPDATE study SET turn = turn + 1 WHERE name = ?", study.name());
    }

    private void end(int number, TrialState state, String reason, long now) throws SQLException {
        database.update("UPDATE trial SET state = ?, reason = ?, ended = ? WHERE study = ? AND number = ?", state.toString(),
                reason, now, study.name(), number);
    }

    private boolean holds(Trial trial) throws SQLException {
        return !database.query("SELECT 1 FROM trial WHERE study = ? AND number = ? AND state = 'running' AND worker = ? AND "
                + "attempt = ?", row -> row.getInt(1), study.name(), trial.number(), trial.tenure().worker(),
                trial.tenure().attempt()).isEmpty();
    }

    private record Held(int number, TrialState state, String worker, int attempt, long lease) {
    }

    private List<Held> held() throws SQLException {
        return database.query("SELECT number, state, worker, attempt, lease FROM trial WHERE study = ? AND state IN ('running', "
                + "'waiting') ORDER BY number", row -> new Held(row.getInt(1), TrialState.of(row.getString(2)), row.getString(3),
                row.getInt(4), row.getLong(5)), study.name());
    }

    private Trial one(int number) throws SQLException {
        return read(" AND number = ?", study.name(), number).get(0);
    }

    private List<Trial> read() throws SQLException {
        return read("", study.name());
    }

    private List<Trial> read(String which, Object... values) throws SQLException {
        var reports = new HashMap<Integer, List<Report>>();
        database.query("SELECT number, step, steps, value FROM report WHERE study = ?" + which + " ORDER BY number, step", row ->
                reports.computeIfAbsent(row.getInt(1), number -> new ArrayList<>())
                        .add(new Report(row.getLong(2), row.getLong(3), number(row, 4))), values);
        return database.query("SELECT number, state, point, value, scores, reason, worker, attempt, started, ended FROM trial "
                + "WHERE study = ?" + which + " ORDER BY number", row -> trial(row, reports), values);
    }

    private Trial trial(ResultSet row, Map<Integer, List<Report>> reports) throws SQLException {
        int number = row.getInt(1);
        String where = "study " + study.name() + ", trial " + number;
        var values = new LinkedHashMap<String, String>();
        JsonLines.object(row.getString(3), where).forEach((path, value) -> values.put(path, String.valueOf(value)));
        return new Trial(number, TrialState.of(row.getString(2)), new Point(values), number(row, 4),
                JsonLines.object(row.getString(5), where), row.getString(6),
                new Tenure(row.getString(7), row.getInt(8), row.getLong(9), row.getLong(10)),
                reports.getOrDefault(number, List.of()));
    }

    private static double number(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }
}
