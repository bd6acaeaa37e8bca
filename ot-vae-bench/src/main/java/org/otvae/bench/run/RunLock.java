package org.otvae.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The right to train in a run folder, which one process at a time has; the system takes it back when the process ends. */
public final class RunLock implements AutoCloseable {

    private static final String NAME = ".lock";

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until nobody else has the folder, which is made if need be. */
    public static RunLock await(Path folder) {
        FileChannel channel = open(folder);
        try {
            channel.lock();
            return new RunLock(channel);
        } catch (IOException e) {
            throw failed(folder, channel, e);
        }
    }

    /** Empty if somebody else has the folder. */
    public static Optional<RunLock> tryTake(Path folder) {
        FileChannel channel = open(folder);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return lock == null ? Optional.empty() : Optional.of(new RunLock(channel));
        } catch (OverlappingFileLockException ours) { // in this very process
            closed(folder, channel);
            return Optional.empty();
        } catch (IOException e) {
            throw failed(folder, channel, e);
        }
    }

    private static FileChannel open(Path folder) {
        try {
            return FileChannel.open(Files.createDirectories(folder).resolve(NAME), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder.toAbsolutePath(), e);
        }
    }

    private static UncheckedIOException failed(Path folder, FileChannel channel, IOException failure) {
        closed(folder, channel);
        return new UncheckedIOException("cannot lock " + folder.toAbsolutePath(), failure);
    }

    private static void closed(Path folder, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + folder.toAbsolutePath(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give a lock back", e);
        }
    }
}
