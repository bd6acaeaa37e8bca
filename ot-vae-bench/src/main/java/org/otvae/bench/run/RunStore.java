package org.otvae.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of run records, one a line, that several processes may append to.
 *
 * @param file usually {@code results/<name>.jsonl}; need not exist yet
 */
public record RunStore(Path file) {

    /** Appends one record in a single write under a lock; a last line that a crash cut short is removed first. */
    public void append(RunRecord record) {
        JsonLines.append(file, record.fields());
    }

    /**
     * All records in the order they were appended; none if there is no file.
     *
     * @throws org.otvae.data.MalformedDataException if a line is not a record; the message names file and line
     */
    public List<RunRecord> records() {
        return Files.exists(file) ? JsonLines.read(file).stream().map(line -> RunRecord.of(line, file.toString()))
                .toList()
                : List.of();
    }

    /** The latest record of a run with these settings, seed and data, see {@link RunRecord#hash()}. */
    public Optional<RunRecord> find(String hash) {
        return records().stream().filter(record -> record.hash().equals(hash)).reduce((earlier, later) -> later);
    }

    /** Records by what they must share to stand for one another, see {@link RunRecord#hash()}; of equal ones the last. */
    public static Map<String, RunRecord> byHash(List<RunRecord> records) {
        var latest = new LinkedHashMap<String, RunRecord>();
        records.forEach(record -> latest.put(record.hash(), record));
        return latest;
    }

    /** The records of all {@code .jsonl} files of a folder, files in the order of their names. */
    public static List<RunRecord> all(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).sorted()
                    .flatMap(file -> new RunStore(file).records().stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder.toAbsolutePath(), e);
        }
    }
}
