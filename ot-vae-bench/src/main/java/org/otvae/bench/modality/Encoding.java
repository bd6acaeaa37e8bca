package org.otvae.bench.modality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.otvae.model.Tokens;

/**
 * Tokens of one or several input files.
 *
 * @param name   what a file of them may be called, without extension
 * @param tokens the tokens
 */
public record Encoding(String name, Tokens tokens) {

    /** The names of files without folders and extensions, told apart by numbers: {@code a/x.wav, b/x.wav → x, x-2}. */
    public static List<String> names(List<Path> files) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Path file : files) {
            String stem = file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
            String name = stem;
            for (int i = 2; !taken.add(name); i++) {
                name = stem + "-" + i;
            }
            names.add(name);
        }
        return names;
    }
}
