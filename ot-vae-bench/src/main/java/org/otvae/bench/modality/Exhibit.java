package org.otvae.bench.modality;

import java.util.List;

/**
 * One line of a report's gallery: what one method made of the examples.
 *
 * @param label what the line is called
 * @param media next to each other
 */
public record Exhibit(String label, List<Media> media) {

    /** Copies the list. */
    public Exhibit {
        media = List.copyOf(media);
    }

    /**
     * Examples to be shown.
     *
     * @param method   whose they are, {@code original} or a method's name; file names have it
     * @param label    what the line is called
     * @param examples {@code [count, ...exampleShape]}
     */
    public record Values(String method, String label, float[] examples) {
    }

    /**
     * A picture or a sound.
     *
     * @param name  a file name with its extension
     * @param type  the media type, {@code image/png} or {@code audio/wav} for instance
     * @param bytes the file's content; held, not copied
     */
    public record Media(String name, String type, byte[] bytes) {

        /** Whether it is heard and not seen. */
        public boolean sounds() {
            return type.startsWith("audio/");
        }
    }
}
