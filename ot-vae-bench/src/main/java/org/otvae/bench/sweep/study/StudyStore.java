package org.otvae.bench.sweep.study;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.otvae.settings.Names;

/** All studies of one database. For threads and processes at will. */
public final class StudyStore implements AutoCloseable {

    private final Database database;

    private StudyStore(Database database) {
        this.database = database;
    }

    /**
     * Opens a SQLite file, made if it is not there, or the database of a {@code jdbc:postgresql:} URL.
     *
     * @throws StoreException if it cannot be opened, or another version of the program wrote it
     */
    public static StudyStore open(String place) {
        return prepared(new Place(place).opened(), Schema::prepare);
    }

    /**
     * The same, but makes nothing: neither a file nor tables in a database of something else.
     *
     * @throws StoreException if there are no studies
     */
    public static StudyStore existing(String place) {
        return prepared(new Place(place).existing(), Schema::require);
    }

    private static StudyStore prepared(Database database, Consumer<Database> preparation) {
        try {
            preparation.accept(database);
            return new StudyStore(database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** A place as messages show it: without a password. */
    public static String shown(String place) {
        return Place.shown(place);
    }

    /** The names of all studies, the oldest first. */
    public List<String> names() {
        return database.read(() -> database.query("SELECT name FROM study ORDER BY begun, name",
                row -> row.getString(1)));
    }

    /** Whether there is a study of this name. */
    public boolean has(String name) {
        return find(name).isPresent();
    }

    /**
     * The study of this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the right names, the closest first
     */
    public StudyTrials study(String name) {
        return find(name).map(study -> new StudyTrials(database, study)).orElseThrow(() -> {
            var names = Names.closestFirst(name, names());
            return new IllegalArgumentException("no study is called \"" + name + "\" in " + database.place() + "; "
                    + (names.isEmpty() ? "there is none yet, ./otvae sweep begins one" : "there are "
                    + String.join(", ", names)));
        });
    }

    /**
     * Begins a study, or joins it if it was begun with the same settings.
     *
     * @throws IllegalArgumentException if it was begun with others
     */
    public StudyTrials begin(Study study) {
        String found = database.write(() -> {
            database.update("INSERT INTO study (name, settings, begun, turn) VALUES (?, ?, ?, 0) ON CONFLICT (name) DO NOTHING",
                    study.name(), study.text(), database.now());
            return database.query("SELECT settings FROM study WHERE name = ?", row -> row.getString(1), study.name()).get(0);
        });
        var known = Study.of(study.name(), found);
        var before = known.fields();
        boolean unknownData = known.subject().data().isEmpty();
        if (!before.equals(unknownData ? study.on("", "").fields() : study.fields())) {
            String differing = study.fields().entrySet().stream()
                    .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                    .map(entry -> entry.getKey() + " " + before.get(entry.getKey()) + ", found " + entry.getValue())
                    .findFirst().orElse("the same settings");
            throw new IllegalArgumentException("study " + study.name() + " was begun with other settings: expected " + differing
                    + "; repeat the first command, or choose another --study NAME");
        }
        return new StudyTrials(database, study);
    }

    private Optional<Study> find(String name) {
        return database.read(() -> database.query("SELECT settings FROM study WHERE name = ?",
                row -> Study.of(name, row.getString(1)), name)).stream().findFirst();
    }

    @Override
    public void close() {
        database.close();
    }
}
