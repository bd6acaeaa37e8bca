package org.otvae.motion.preview;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.StringJoiner;
import org.otvae.motion.skeleton.Poses;

/**
 * A dance as one HTML page that needs nothing else: the skeleton on a canvas, which can be turned, beside its sound, a
 * slider and a button. Positions are kept to the millimetre.
 *
 * @param title  above the dance
 * @param poses  of SMPL's skeleton, at least 2 frames
 * @param sound  a WAV file's bytes; empty for none; held, not copied
 */
public record DanceHtml(String title, Poses poses, byte[] sound) {

    private static final double MILLIMETRES = 1000;

    /** Checks that there is something to see. */
    public DanceHtml {
        if (poses.frames() < 2) {
            throw new IllegalArgumentException("poses must have at least 2 frames, found " + poses.frames());
        }
    }

    /** The page. */
    public String html() {
        String safe = title.replace("&", "&amp;").replace("<", "&lt;");
        String audio = sound.length == 0 ? "" : "<audio id=\"sound\" src=\"data:audio/wav;base64,"
                + Base64.getEncoder().encodeToString(sound) + "\"></audio>\n";
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>%s</title>
                <style>body{font:16px system-ui,sans-serif;color:#1f2933;margin:24px auto;max-width:720px;padding:0 12px}
                canvas{width:100%%;border:1px solid #d5dae1;border-radius:6px;touch-action:none;cursor:grab}
                .row{display:flex;gap:12px;align-items:center;margin-top:10px}input{flex:1}button{font:inherit;padding:4px 16px}
                </style></head><body>
                <h1>%s</h1>
                <canvas id="dance" width="720" height="560" aria-label="a dancing skeleton; drag to turn"></canvas>
                <div class="row"><button id="play">Play</button>
                <input id="place" type="range" min="0" max="1000" step="any" value="0" aria-label="place in the dance">
                <span id="clock"></span></div>
                <p>Left limbs are blue, right ones orange. Drag the picture to turn it.</p>
                %s<script>const DANCE = %s;
                %s</script></body></html>
                """.formatted(safe, safe, audio, data(), script());
    }

    private String data() {
        StringJoiner colours = new StringJoiner(",", "[", "]");
        for (String joint : poses.skeleton().joints()) {
            Color colour = SkeletonView.colour(joint);
            colours.add(String.format(Locale.ROOT, "\"#%06x\"", colour.getRGB() & 0xffffff));
        }
        StringBuilder frames = new StringBuilder("[");
        for (int i = 0; i < poses.positions().length; i++) {
            frames.append(i == 0 ? "" : ",").append(Math.round(poses.positions()[i] * MILLIMETRES));
        }
        return "{rate:" + poses.framesPerSecond() + ",parents:" + poses.skeleton().parents() + ",colours:" + colours + ",head:"
                + poses.skeleton().joints().indexOf(SkeletonView.HEAD_JOINT) + ",frames:" + frames.append("]}");
    }

    private static String script() {
        try (InputStream stream = DanceHtml.class.getResourceAsStream("dance.js")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read dance.js inside the program", failure);
        }
    }
}
