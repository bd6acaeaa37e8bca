package org.otvae.bench.sweep.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.otvae.bench.run.JsonLines;
import org.otvae.bench.run.WholeFile;

/** The page as one HTML text that needs nothing else; follows the reader's light or dark setting. */
public final class StudyPage {

    private StudyPage() {
    }

    /** Writes the page of a study as it stands, to a temporary name first. */
    public static void write(Snapshot snapshot, Path file) {
        WholeFile.write(file, html(snapshot, false));
    }

    /**
     * The whole page.
     *
     * @param live whether it asks its server for what is new
     */
    static String html(Snapshot snapshot, boolean live) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + snapshot.study().name()
                + "</title>\n<style>\n" + resource("sweep.css") + "</style>\n</head>\n<body data-live=\"" + live + "\">\n"
                + "<noscript>This page draws its charts with JavaScript.</noscript>\n<main id=\"page\"></main>\n"
                + "<script type=\"application/json\" id=\"snapshot\">" + json(snapshot).replace("<", "\\u003c") + "</script>\n<script>\n"
                + resource("charts.js") + resource("page.js") + "</script>\n</body>\n</html>\n";
    }

    /** The snapshot in one line. */
    static String json(Snapshot snapshot) {
        return JsonLines.line(snapshot.fields());
    }

    private static String resource(String name) {
        try (InputStream in = StudyPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar must hold " + name + "; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " from the class path", e);
        }
    }
}
