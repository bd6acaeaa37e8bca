package org.otvae.bench.sweep;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Names the workers of this process so that others can tell whether it still lives: {@code machine/process/start/number}. Only
 * where the operating system tells one machine (and container) from another is a process that is not there known to be dead;
 * elsewhere its lease has to end.
 *
 * @param machine host name and, if known, a number that no other machine and no container on it has
 * @param process its number and the moment of its start, as numbers are used again: {@code t} and ticks since the machine was
 *                started, which no step of its clock changes, or, where they are not told, seconds since 1970
 * @param known   whether the machine can be told from all others
 */
record WorkerName(String machine, String process, boolean known) {

    private static final int TICKS = 19; // place of "starttime" in proc(5)'s stat, counted from the state, which follows the name
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path SPACE = Path.of("/proc/self/ns/pid"); // containers number their processes themselves

    static WorkerName ofProcess() {
        var self = ProcessHandle.current();
        try {
            int number = (Files.readString(BOOT).strip() + Files.readSymbolicLink(SPACE)).hashCode();
            return new WorkerName(host() + "-" + Integer.toHexString(number), id(self), true);
        } catch (IOException | UnsupportedOperationException e) {
            return new WorkerName(host(), id(self), false);
        }
    }

    /** What the names of all workers of this process begin with. */
    String name() {
        return machine + "/" + process + "/";
    }

    String worker(int number) {
        return name() + number;
    }

    /** Whether a worker, of whatever process, is known to be gone. */
    boolean isDead(String worker) {
        String[] parts = worker.split("/");
        if (!known || parts.length != 4 || !parts[0].equals(machine) || !parts[1].matches("[0-9]{1,18}")) {
            return false;
        }
        var process = ProcessHandle.of(Long.parseLong(parts[1])).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return true;
        }
        String start = start(process.get());
        return start.startsWith("t") && parts[2].startsWith("t") && !start.equals(parts[2]); // seconds may have been stepped over
    }

    private static String id(ProcessHandle handle) {
        return handle.pid() + "/" + start(handle);
    }

    private static String start(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(handle.pid()), "stat"));
            return "t" + stat.substring(stat.lastIndexOf(')') + 2).split(" ")[TICKS];
        } catch (IOException | IndexOutOfBoundsException e) {
            return String.valueOf(handle.info().startInstant().map(Instant::getEpochSecond).orElse(0L));
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replace('/', '-');
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
