package io.github.spectcad.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCsv;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * The file of readings: it only grows, a row at a time, and each row is on the disk before it counts as recorded. Several
 * processes may append to one file. Safe for concurrent use.
 */
final class ReadingLog implements AutoCloseable {
    private static final String DEFAULT_NAME = "readings.csv";
    /** A row ends with its time, so a row without its line feed is whole where its time is. */
    private static final Pattern WHOLE_ROW =
            Pattern.compile(".*,\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", Pattern.DOTALL);
    /** The operating system's lock keeps processes apart; this one the threads of this process, whatever object they use. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path file;
    private final FileChannel channel;
    private final Map<Reading.Key, Reading> readings = new LinkedHashMap<>();
    private long knownSize = -1;

    private ReadingLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the file, or makes it. The unfinished row of a process that was killed while it wrote was never confirmed to
     * anyone: it is moved to a file beside it.
     *
     * @param target the file, whose name ends in {@code .csv}, or the folder to keep {@code readings.csv} in
     */
    static ReadingLog open(Path target) throws IOException {
        boolean isFile = target.toString().endsWith(".csv") && !Files.isDirectory(target);
        Path file = (isFile ? target : target.resolve(DEFAULT_NAME)).toAbsolutePath();
        Files.createDirectories(file.getParent());
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(
                    file.toString(), null, "is no file: name a file or a folder for the readings");
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ReadingLog log = new ReadingLog(file, channel);
        try {
            log.locked(() -> null);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        forceFolder(file.getParent());
        return log;
    }

    Path file() {
        return file;
    }

    /** The reading with this key, as of the file now. */
    Optional<Reading> find(Reading.Key key) throws IOException {
        return locked(() -> Optional.ofNullable(readings.get(key)));
    }

    /** All readings in the order of the file now. */
    List<Reading> all() throws IOException {
        return locked(() -> List.copyOf(readings.values()));
    }

    /**
     * Appends a reading unless there is one with its key. It is on the disk when this returns.
     *
     * @return the reading that was there before and stays, if there is one
     */
    Optional<Reading> append(Reading reading) throws IOException {
        return locked(() -> {
            Reading earlier = readings.get(reading.key());
            if (earlier == null) {
                write(ReadingCsv.rows(List.of(reading)));
                readings.put(reading.key(), reading);
            }
            return Optional.ofNullable(earlier);
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T locked(Work<T> work) throws IOException {
        IN_THIS_PROCESS.lock();
        try {
            FileLock lock = channel.lock();
            try {
                refresh();
                return work.run();
            } finally {
                lock.release();
            }
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /** Reads what other processes have added. */
    private void refresh() throws IOException {
        if (channel.size() == knownSize) {
            return;
        }
        byte[] bytes = readAll();
        if (bytes.length == 0) {
            write(ReadingCsv.header());
            return;
        }
        String header = ReadingCsv.header();
        if (bytes.length < header.length() && header.startsWith(new String(bytes, UTF_8))) {
            channel.truncate(0); // a process was killed before it had written the header
            write(header);
            return;
        }
        if (!new String(bytes, UTF_8).startsWith(header)) {
            throw new IOException(file + " does not begin with the columns of readings: name a new file, or one that"
                    + " spect serve has made");
        }
        mendEnd(bytes);
        readings.clear();
        if (channel.size() > header.length()) {
            ReadingCsv.read(file).forEach(reading -> readings.put(reading.key(), reading));
        }
        knownSize = channel.size();
    }

    /** Ends the last row where only its line feed is missing, and sets a torn one aside. */
    private void mendEnd(byte[] bytes) throws IOException {
        int end = bytes.length;
        while (bytes[end - 1] != '\n') {
            end--;
        }
        if (end == bytes.length) {
            return;
        }
        String row = new String(bytes, end, bytes.length - end, UTF_8);
        if (WHOLE_ROW.matcher(row).matches()) {
            write("\n");
            return;
        }
        Files.writeString(
                file.resolveSibling(file.getFileName() + ".torn"),
                row + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        channel.truncate(end);
        channel.force(true);
    }

    private byte[] readAll() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        int read = 0;
        while (read >= 0 && buffer.hasRemaining()) {
            read = channel.read(buffer, buffer.position());
        }
        return buffer.array();
    }

    /** Writes at the end and forces it to the disk; after a failure the file is as before. */
    private void write(String text) throws IOException {
        long before = channel.size();
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, before + bytes.position());
            }
            channel.force(true);
        } catch (IOException e) {
            channel.truncate(before);
            throw new IOException("the reading was not recorded: " + file + " cannot be written: " + e.getMessage(), e);
        }
        knownSize = channel.size();
    }

    /** A new file is found after a loss of power only where its folder is on the disk, too. */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return; // Windows does not open folders, and keeps them by itself
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
