package org.otvae.settings;

import java.util.ArrayList;
import java.util.List;

/** The arguments of a text like {@code exponential(1, 0.1)}. */
public final class Arguments {

    private Arguments() {
    }

    /** Cuts at the commas outside all brackets: {@code a, f(b, c)} gives {@code a} and {@code f(b, c)}, blank text none. */
    public static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (!text.isBlank()) {
            parts.add(text.substring(start).strip());
        }
        return parts;
    }
}
