package org.otvae.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Compares names the way people mistype them, so that a wrong name can be answered with the right ones. */
public final class Names {

    private Names() {
    }

    /** The candidates ordered by how few single-letter edits turn {@code wrong} into them, ties in the given order. */
    public static List<String> closestFirst(String wrong, Collection<String> candidates) {
        var ordered = new ArrayList<>(candidates);
        ordered.sort(Comparator.comparingInt(candidate -> edits(folded(wrong), folded(candidate))));
        return ordered;
    }

    /** Whether two names are the same when case, hyphens, underscores and arguments in brackets are ignored. */
    public static boolean same(String one, String other) {
        return folded(one).equals(folded(other));
    }

    private static String folded(String name) {
        return name.replaceAll("\\(.*", "").toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** The edit distance of [levenshtein1966binary], one row of the table at a time. */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substitution = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
