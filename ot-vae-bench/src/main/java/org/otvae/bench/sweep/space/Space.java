package org.otvae.bench.sweep.space;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.otvae.data.MalformedDataException;

/**
 * The settings that a sweep varies.
 *
 * @param dimensions at least one; no path twice
 */
public record Space(List<Dimension> dimensions) {

    private static final int SIZE_LIMIT = 1 << 20; // a space has some lines

    /** Copies the list and checks the paths. */
    public Space {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException("expected at least one path=range to search, found none");
        }
        var paths = new LinkedHashSet<String>();
        for (var dimension : dimensions) {
            if (!paths.add(dimension.path())) {
                throw new IllegalArgumentException("expected each path once in a space, found " + dimension.path()
                        + " twice");
            }
        }
    }

    /**
     * A space from texts: each one {@code path=range}, or a file of such lines in which empty lines and lines that begin with
     * {@code #} are left out.
     */
    public static Space of(List<String> texts) {
        var dimensions = new ArrayList<Dimension>();
        for (String text : texts) {
            if (text.contains("=")) {
                dimensions.add(Dimension.of(text));
            } else {
                lines(Path.of(text)).stream().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .map(Dimension::of).forEach(dimensions::add);
            }
        }
        return new Space(dimensions);
    }

    private static List<String> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("expected path=range or a file of such lines, found \"" + file
                    + "\", and there is no file " + file.toAbsolutePath());
        }
        try {
            if (Files.size(file) > SIZE_LIMIT) {
                throw new MalformedDataException(file + ": expected at most " + SIZE_LIMIT + " bytes, found "
                        + Files.size(file));
            }
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new MalformedDataException(file + ": expected UTF-8 text, found other bytes", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
        }
    }

    /** The dimensions' names as charts and tables print them. */
    public List<String> shortNames() {
        return Point.shortNames(dimensions.stream().map(Dimension::path).toList());
    }

    /** How many dimensions there are. */
    public int size() {
        return dimensions.size();
    }

    /** The point at a place in the unit cube, {@code [size]}. */
    public Point point(double[] units) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < units.length; i++) {
            values.put(dimensions.get(i).path(), dimensions.get(i).range().text(units[i]));
        }
        return new Point(values);
    }

    /** The place of a point in the unit cube, {@code [size]}. */
    public double[] units(Point point) {
        return dimensions.stream().mapToDouble(dimension -> dimension.range().unit(point.values().get(dimension.path())))
                .toArray();
    }

    /** How many points a grid has; {@link Integer#MAX_VALUE} if more. */
    public int gridSize(int points) {
        long size = 1;
        for (var dimension : dimensions) {
            size = Math.min(Integer.MAX_VALUE, size * dimension.range().grid(points).size());
        }
        return (int) size;
    }

    /** As texts from which {@link #of} makes the same space. */
    public List<String> texts() {
        return dimensions.stream().map(Dimension::toString).toList();
    }
}
