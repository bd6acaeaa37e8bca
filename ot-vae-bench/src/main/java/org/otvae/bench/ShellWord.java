package org.otvae.bench;

/** Words of command lines that people paste. */
public final class ShellWord {

    private ShellWord() {
    }

    /** A text or path as one word for Bash: in quotes only where it needs them. */
    public static String of(Object thing) {
        String text = thing.toString();
        return text.matches("[A-Za-z0-9_./=,:+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
