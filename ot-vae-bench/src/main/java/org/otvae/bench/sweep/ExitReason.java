package org.otvae.bench.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Says in one line why a child ended that did not say so itself. */
final class ExitReason {

    private static final int TAIL = 8192; // bytes of the log; its last line is short

    private static final Map<Integer, String> SIGNALS = Map.of(4, "SIGILL", 6, "SIGABRT, a crash of native code", 7, "SIGBUS",
            8, "SIGFPE", 9, "SIGKILL, by somebody or by the system for want of memory", 11, "SIGSEGV, a crash of native code",
            15, "SIGTERM");

    private ExitReason() {
    }

    /** Whether somebody has ended the child, or the system did: SIGHUP, SIGKILL, SIGTERM. */
    static boolean isKill(int code) {
        return code == 128 + 1 || code == 128 + 9 || code == 128 + 15;
    }

    static String of(int code, Path log, Path folder) {
        String how = code > 128 && code < 160
                ? "killed by signal " + (code - 128) + " (" + SIGNALS.getOrDefault(code - 128, "no name here") + ")"
                : "ended with exit code " + code;
        String last = lastLine(log);
        return how + (last.isEmpty() ? "" : ": " + last) + "; see " + folder;
    }

    private static String lastLine(Path log) {
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - TAIL));
            var bytes = java.nio.ByteBuffer.allocate(TAIL);
            while (channel.read(bytes) > 0) {
                continue;
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).lines().map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("at ")).reduce((first, second) -> second).orElse("");
        } catch (IOException e) {
            return ""; // the exit code alone must do
        }
    }
}
