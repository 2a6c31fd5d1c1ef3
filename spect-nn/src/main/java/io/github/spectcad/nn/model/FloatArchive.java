package io.github.spectcad.nn.model;

import io.github.spectcad.core.file.Sha256;
import io.github.spectcad.nn.model.ModelFileException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip of one document and named float arrays, each with a SHA-256: the container of model files and checkpoints.
 *
 * <p>Entries: the document; {@code NAME.f32} for each array, its values as little-endian IEEE 754 floats one after the
 * other; {@value #CHECKSUMS}, one line {@code <sha-256 in hex>  <entry>} for each other entry, as {@code sha256sum -c}
 * reads it.
 *
 * <p>Reading trusts nothing: names, sizes and the list of entries are checked when the archive is opened, checksums
 * when an entry is read, and no more than {@link Limits} allow is ever read or allocated. Archives that other tools made
 * of the same entries are read as well: compressed by deflate (to no less than a {@value ArchiveEntries#MAX_EXPANSION}th),
 * with entries for folders. Encrypted ones and other compressions are refused.
 */
public final class FloatArchive implements Closeable {
    /** Name of the entry with the checksums. */
    public static final String CHECKSUMS = "SHA256SUMS";

    /** Ends the names of the entries with arrays. */
    static final String SUFFIX = ".f32";

    private static final Pattern CHECKSUM_LINE = Pattern.compile("([0-9a-f]{64}) {2}(\\S+)");
    private static final byte[] ZIP_MAGIC = {'P', 'K', 3, 4};

    /** Bytes that are read or written at a time. */
    static final int CHUNK_BYTES = 1 << 16;

    /**
     * The most that is accepted.
     *
     * @param fileBytes size of the whole file
     * @param entries number of entries
     * @param textBytes size of the document and of the checksums, each, unpacked
     * @param arrayBytes size of one array, unpacked
     */
    public record Limits(long fileBytes, int entries, int textBytes, long arrayBytes) {
        /** 8 GiB a file, 20,000 entries, 4 MiB of text, 1 GiB an array: several times the largest network of the paper. */
        public static final Limits STANDARD = new Limits(8L << 30, 20_000, 4 << 20, 1L << 30);
    }

    private final Path file;
    private final String documentName;
    private final Limits limits;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;
    private final Map<String, String> checksums;

    private FloatArchive(Path file, String documentName, Limits limits, ZipFile zip) throws IOException {
        this.file = file;
        this.documentName = documentName;
        this.limits = limits;
        this.zip = zip;
        this.entries = ArchiveEntries.of(file, documentName, limits, zip);
        this.checksums = readChecksums();
    }

    /**
     * Opens an archive and checks its list of entries; no array is read yet.
     *
     * @param file the file
     * @param documentName entry name of the document
     * @param limits the most that is accepted
     * @return the open archive
     * @throws ModelFileException if the file is refused, with the reason
     * @throws IOException if reading fails
     */
    public static FloatArchive open(Path file, String documentName, Limits limits) throws IOException {
        Objects.requireNonNull(documentName, "documentName");
        if (!Files.isRegularFile(file)) {
            throw new ModelFileException(
                    Reason.NOT_FOUND, file, Files.exists(file) ? "is not a regular file" : "there is no such file");
        }
        long size = Files.size(file);
        if (size > limits.fileBytes()) {
            throw new ModelFileException(
                    Reason.TOO_LARGE, file, "has " + size + " bytes: allowed are " + limits.fileBytes());
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(ZIP_MAGIC.length);
            for (int i = 0; i < start.length; i++) {
                if (start[i] != ZIP_MAGIC[i]) {
                    throw new ModelFileException(Reason.NOT_A_ZIP, file, "is not a zip archive");
                }
            }
        }
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw ArchiveEntries.unreadable(file, e);
        }
        try {
            return new FloatArchive(file, documentName, limits, zip);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private Map<String, String> readChecksums() throws IOException {
        Map<String, String> sums = new LinkedHashMap<>();
        String text = new String(readText(CHECKSUMS), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            Matcher matcher = CHECKSUM_LINE.matcher(line);
            if (!matcher.matches() || sums.put(matcher.group(2), matcher.group(1)) != null) {
                throw refuse(
                        Reason.BAD_CHECKSUM,
                        "line '" + line + "' of " + CHECKSUMS + " is not one checksum of one entry");
            }
        }
        Set<String> missing = new TreeSet<>(sums.keySet());
        missing.removeAll(entries.keySet());
        missing.removeIf(name -> name.endsWith("/")); // folders hold nothing that could be wrong
        if (!missing.isEmpty()) {
            throw refuse(Reason.MISSING_ENTRY, "entry '" + missing.iterator().next() + "' is missing");
        }
        Set<String> extra = new TreeSet<>(entries.keySet());
        extra.removeAll(sums.keySet());
        extra.remove(CHECKSUMS);
        if (!extra.isEmpty()) {
            throw refuse(Reason.EXTRA_ENTRY, "entry '" + extra.iterator().next() + "' has no checksum");
        }
        return sums;
    }

    /**
     * Reads the document.
     *
     * @return its bytes
     * @throws ModelFileException if its checksum is wrong
     * @throws IOException if reading fails
     */
    public byte[] document() throws IOException {
        byte[] bytes = readText(documentName);
        MessageDigest sha = Sha256.digest();
        sha.update(bytes);
        checkSum(documentName, sha);
        return bytes;
    }

    /** {@return the declared number of values of each array by name, in file order} */
    public Map<String, Long> arrays() {
        Map<String, Long> sizes = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            if (name.endsWith(SUFFIX)) {
                sizes.put(name.substring(0, name.length() - SUFFIX.length()), entry.getSize() / Float.BYTES);
            }
        });
        return sizes;
    }

    /**
     * Reads one array. Nothing is allocated unless the declared size is the expected one.
     *
     * @param name its name
     * @param expected how many values it must have
     * @return the values, all finite
     * @throws ModelFileException if there is no such array, or its size, its checksum or a value is wrong
     * @throws IOException if reading fails
     */
    public float[] array(String name, long expected) throws IOException {
        ZipEntry entry = entry(name, expected);
        float[] values = new float[(int) expected];
        read(entry, FloatBuffer.wrap(values));
        return values;
    }

    /**
     * Reads one array into memory that is there already. May be called by several threads at a time.
     *
     * @param name its name
     * @param target where to; must have as many places as the array has values; undefined after a failure
     * @throws ModelFileException if there is no such array, or its size, its checksum or a value is wrong
     * @throws IOException if reading fails
     */
    public void array(String name, FloatBuffer target) throws IOException {
        read(entry(name, target.capacity()), target);
    }

    private ZipEntry entry(String name, long expected) throws ModelFileException {
        String entryName = name + SUFFIX;
        ZipEntry entry = entries.get(entryName);
        if (entry == null) {
            throw refuse(Reason.MISSING_ENTRY, "entry '" + entryName + "' is missing");
        }
        if (entry.getSize() != expected * Float.BYTES || expected > Integer.MAX_VALUE) {
            throw refuse(
                    Reason.WRONG_WEIGHTS,
                    "entry '" + entryName + "' has " + entry.getSize() + " bytes: expected are "
                            + expected * Float.BYTES);
        }
        return entry;
    }

    private void read(ZipEntry entry, FloatBuffer target) throws IOException {
        MessageDigest sha = Sha256.digest();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        float[] chunk = new float[CHUNK_BYTES / Float.BYTES];
        int notFinite = -1;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int start = 0; start < target.capacity(); start += chunk.length) {
                int count = Math.min(chunk.length, target.capacity() - start);
                int read = in.readNBytes(buffer.array(), 0, count * Float.BYTES);
                if (read < count * Float.BYTES) {
                    throw refuse(Reason.TRUNCATED, "entry '" + entry.getName() + "' ends early");
                }
                sha.update(buffer.array(), 0, read);
                buffer.asFloatBuffer().get(chunk, 0, count);
                if (notFinite < 0 && !isFinite(chunk, count)) {
                    notFinite = start;
                }
                target.put(start, chunk, 0, count);
            }
            if (in.read() >= 0) {
                throw refuse(Reason.TOO_LARGE, "entry '" + entry.getName() + "' unpacks to more than it declares");
            }
        } catch (ZipException | EOFException e) {
            throw damaged(entry.getName(), e);
        }
        checkSum(entry.getName(), sha);
        for (int i = notFinite; i >= 0 && i < target.capacity(); i++) {
            if (!Float.isFinite(target.get(i))) {
                throw refuse(
                        Reason.NOT_FINITE, "value " + i + " of entry '" + entry.getName() + "' is " + target.get(i));
            }
        }
    }

    private static boolean isFinite(float[] values, int count) {
        float zero = 0; // stays so unless a value is infinite or not a number
        for (int i = 0; i < count; i++) {
            zero += values[i] * 0f;
        }
        return zero == 0;
    }

    private byte[] readText(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = zip.getInputStream(entries.get(name))) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                bytes.write(chunk, 0, n);
                if (bytes.size() > limits.textBytes()) {
                    throw refuse(
                            Reason.TOO_LARGE,
                            "entry '" + name + "' unpacks to more than the allowed " + limits.textBytes() + " bytes");
                }
            }
        } catch (ZipException | EOFException e) {
            throw damaged(name, e);
        }
        return bytes.toByteArray();
    }

    private void checkSum(String name, MessageDigest sha) throws ModelFileException {
        String actual = HexFormat.of().formatHex(sha.digest());
        if (!actual.equals(checksums.get(name))) {
            throw refuse(
                    Reason.BAD_CHECKSUM,
                    "entry '" + name + "' is damaged: its SHA-256 is " + actual + ", written was "
                            + checksums.get(name));
        }
    }

    private ModelFileException damaged(String name, IOException cause) {
        return new ModelFileException(
                Reason.BAD_CHECKSUM, file, "entry '" + name + "' is damaged (" + cause.getMessage() + ")", cause);
    }

    private ModelFileException refuse(Reason reason, String problem) {
        return new ModelFileException(reason, file, problem);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
