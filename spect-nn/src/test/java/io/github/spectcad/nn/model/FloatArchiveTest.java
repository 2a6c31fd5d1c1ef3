package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.model.FloatArchive.Limits;
import io.github.spectcad.nn.model.ModelFileException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloatArchiveTest {
    private static final String DOCUMENT = "model.json";
    private static final byte[] TEXT = "{\"answer\": 42}".getBytes(StandardCharsets.UTF_8);
    private static final Limits SMALL = new Limits(1 << 20, 10, 1000, 4000);

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a.zip");
    }

    private static Map<String, Supplier<float[]>> arrays() {
        Map<String, Supplier<float[]>> arrays = new LinkedHashMap<>();
        arrays.put("conv1/kernel", () -> new float[] {1, -2.5f, Float.MIN_VALUE, 1e30f});
        arrays.put("conv1/bias", () -> new float[] {-0.0f});
        return arrays;
    }

    private Path written() throws IOException {
        FloatArchiveWriter.write(file(), DOCUMENT, TEXT, arrays());
        return file();
    }

    /** Reads everything there is in the archive of {@link #written()}. */
    private static void readAll(Path file) throws IOException {
        try (FloatArchive archive = FloatArchive.open(file, DOCUMENT, SMALL)) {
            assertArrayEquals(TEXT, archive.document());
            for (var array : arrays().entrySet()) {
                float[] expected = array.getValue().get();
                assertArrayEquals(expected, archive.array(array.getKey(), expected.length));
            }
            assertEquals(Map.of("conv1/kernel", 4L, "conv1/bias", 1L), archive.arrays());
        }
    }

    private static void assertRefused(Reason reason, String part, Path file) {
        ModelFileException e = assertThrows(ModelFileException.class, () -> readAll(file));
        assertEquals(reason, e.reason(), e.getMessage());
        assertTrue(e.getMessage().contains(part) && e.getMessage().contains(file.toString()), e.getMessage());
    }

    private static byte[] littleEndian(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static Map<String, byte[]> entries() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(DOCUMENT, TEXT);
        arrays().forEach((name, values) -> entries.put(name + ".f32", littleEndian(values.get())));
        return entries;
    }

    private static byte[] checksumsOf(Map<String, byte[]> entries) throws Exception {
        StringBuilder text = new StringBuilder();
        for (var entry : entries.entrySet()) {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(entry.getValue());
            text.append(HexFormat.of().formatHex(sum))
                    .append("  ")
                    .append(entry.getKey())
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Any zip tool's archive: compressed entries, with right checksums. */
    private Path zipped(Map<String, byte[]> entries) throws Exception {
        Map<String, byte[]> all = new LinkedHashMap<>(entries);
        all.putIfAbsent(FloatArchive.CHECKSUMS, checksumsOf(entries));
        try (OutputStream out = Files.newOutputStream(file());
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var entry : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file();
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        readAll(written());
    }

    @Test
    void equalContentGivesEqualBytes() throws IOException {
        byte[] first = Files.readAllBytes(written());
        assertArrayEquals(first, Files.readAllBytes(written()));
    }

    @Test
    void readsAnArchiveThatAnotherToolCompressed() throws Exception {
        readAll(zipped(entries()));
    }

    @Test
    void leavesOnlyTheFileBehind() throws IOException {
        written();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void failedWriteKeepsTheOldFileAndNothingElse() throws IOException {
        byte[] before = Files.readAllBytes(written());
        Map<String, Supplier<float[]>> failing = new LinkedHashMap<>(arrays());
        failing.put("broken", () -> {
            throw new IllegalStateException("no values");
        });
        assertThrows(IllegalStateException.class, () -> FloatArchiveWriter.write(file(), DOCUMENT, TEXT, failing));
        assertArrayEquals(before, Files.readAllBytes(file()));
        leavesOnlyTheFileBehind();
    }

    @Test
    void everyFlippedBitIsRefusedOrHarmless() throws IOException {
        byte[] good = Files.readAllBytes(written());
        Path damaged = folder.resolve("damaged.zip");
        for (int i = 0; i < good.length; i++) {
            for (int mask : new int[] {1, 0x80}) {
                byte[] bytes = good.clone();
                bytes[i] ^= (byte) mask;
                Files.write(damaged, bytes);
                try {
                    readAll(damaged);
                } catch (ModelFileException e) {
                    assertTrue(e.getMessage().contains("damaged.zip"), e.getMessage());
                }
            }
        }
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] good = Files.readAllBytes(written());
        Path damaged = folder.resolve("damaged.zip");
        for (int length = 0; length < good.length; length++) {
            Files.write(damaged, Arrays.copyOf(good, length));
            assertRefused(Reason.TRUNCATED, "cut off", damaged);
        }
    }

    @Test
    void missingFileAndFolderAreRefused() {
        assertRefused(Reason.NOT_FOUND, "no such file", folder.resolve("none.zip"));
        assertRefused(Reason.NOT_FOUND, "not a regular file", folder);
    }

    @Test
    void fileThatIsNoZipIsRefused() throws IOException {
        Files.writeString(file(), "not a zip");
        assertRefused(Reason.NOT_A_ZIP, "not a zip", file());
    }

    @Test
    void namesThatCouldEscapeAreRefused() throws Exception {
        for (String name : new String[] {
            "../evil.f32",
            "/etc/evil.f32",
            "a/../../evil.f32",
            "a\\evil.f32",
            "C:\\evil.f32",
            "a//b.f32",
            "a\n.f32",
            "./a.f32"
        }) {
            Map<String, byte[]> entries = entries();
            entries.put(name, littleEndian(1));
            assertRefused(Reason.UNSAFE_NAME, "entry name", zipped(entries));
        }
    }

    @Test
    void missingEntriesAreRefused() throws Exception {
        Map<String, byte[]> entries = entries();
        entries.put(FloatArchive.CHECKSUMS, checksumsOf(entries()));
        entries.remove("conv1/bias.f32");
        assertRefused(Reason.MISSING_ENTRY, "conv1/bias.f32", zipped(entries));
        entries = entries();
        entries.remove(DOCUMENT);
        assertRefused(Reason.MISSING_ENTRY, DOCUMENT, zipped(entries));
        FloatArchiveWriter.write(file(), "other.json", TEXT, arrays());
        assertRefused(Reason.EXTRA_ENTRY, "other.json", file());
        try (FloatArchive archive = FloatArchive.open(written(), DOCUMENT, SMALL)) {
            ModelFileException e = assertThrows(ModelFileException.class, () -> archive.array("conv2/bias", 1));
            assertEquals(Reason.MISSING_ENTRY, e.reason());
        }
    }

    @Test
    void extraEntriesAreRefused() throws Exception {
        Map<String, byte[]> entries = entries();
        entries.put("payload.bin", new byte[3]);
        assertRefused(Reason.EXTRA_ENTRY, "payload.bin", zipped(entries));
        entries = entries();
        entries.put(FloatArchive.CHECKSUMS, checksumsOf(entries()));
        entries.put("more.f32", littleEndian(1));
        assertRefused(Reason.EXTRA_ENTRY, "more.f32", zipped(entries));
    }

    @Test
    void duplicateEntriesAreRefused() throws Exception {
        Map<String, byte[]> entries = entries();
        entries.put("conv1/biaz.f32", littleEndian(1));
        byte[] bytes = Files.readAllBytes(zipped(entries));
        byte[] from = "conv1/biaz".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i + from.length <= bytes.length; i++) {
            if (Arrays.equals(from, Arrays.copyOfRange(bytes, i, i + from.length))) {
                bytes[i + from.length - 1] = 's';
            }
        }
        Files.write(file(), bytes);
        assertRefused(Reason.DUPLICATE_ENTRY, "conv1/bias.f32", file());
    }

    @Test
    void changedContentIsRefused() throws Exception {
        Map<String, byte[]> entries = entries();
        entries.put(FloatArchive.CHECKSUMS, checksumsOf(entries()));
        entries.put("conv1/bias.f32", littleEndian(7));
        assertRefused(Reason.BAD_CHECKSUM, "conv1/bias.f32", zipped(entries));
    }

    @Test
    void nonFiniteWeightsAreRefused() throws Exception {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Map<String, byte[]> entries = entries();
            entries.put("conv1/bias.f32", littleEndian(value));
            assertRefused(Reason.NOT_FINITE, "value 0 of entry 'conv1/bias.f32'", zipped(entries));
        }
    }

    @Test
    void wrongNumberOfValuesIsRefused() throws IOException {
        try (FloatArchive archive = FloatArchive.open(written(), DOCUMENT, SMALL)) {
            ModelFileException e = assertThrows(ModelFileException.class, () -> archive.array("conv1/bias", 2));
            assertEquals(Reason.WRONG_WEIGHTS, e.reason());
        }
    }

    @Test
    void declaredSizeOverTheLimitIsRefused() throws Exception {
        Map<String, byte[]> entries = entries();
        entries.put("large.f32", new byte[4004]);
        assertRefused(Reason.TOO_LARGE, "declares 4004 bytes: allowed are 4000", zipped(entries));
        entries = entries();
        entries.put(DOCUMENT, new byte[1001]);
        assertRefused(Reason.TOO_LARGE, "declares 1001 bytes: allowed are 1000", zipped(entries));
    }

    @Test
    void entryThatUnpacksToMoreThanDeclaredIsRefused() throws Exception {
        for (String name : new String[] {DOCUMENT, "conv1/bias.f32"}) {
            Map<String, byte[]> entries = entries();
            entries.put(name, new byte[100_000]);
            byte[] bytes = Files.readAllBytes(zipped(entries));
            declareSize(bytes, name, name.equals(DOCUMENT) ? TEXT.length : 4);
            Files.write(file(), bytes);
            assertRefused(Reason.TOO_LARGE, "unpacks to more", file());
        }
    }

    /** Overwrites the uncompressed size of one entry in the central directory. */
    private static void declareSize(byte[] zip, String name, int size) {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 46 + wanted.length <= zip.length; i++) {
            if (buffer.getInt(i) == 0x02014b50
                    && Arrays.equals(wanted, Arrays.copyOfRange(zip, i + 46, i + 46 + wanted.length))) {
                buffer.putInt(i + 24, size);
            }
        }
    }

    @Test
    void commentsThatAreNotTextAreRefused() throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
            for (Map.Entry<String, byte[]> content : entries().entrySet()) {
                ZipEntry entry = new ZipEntry(content.getKey());
                entry.setComment("\u00E9");
                zip.putNextEntry(entry);
                zip.write(content.getValue());
            }
        }
        byte[] bytes = Files.readAllBytes(file());
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xC3 && bytes[i + 1] == (byte) 0xA9) {
                bytes[i + 1] = (byte) 0xFF;
            }
        }
        Files.write(file(), bytes);
        assertRefused(Reason.TRUNCATED, "zip directory is damaged", file());
    }

    @Test
    void fileAndEntryCountOverTheLimitAreRefused() throws Exception {
        Map<String, byte[]> entries = entries();
        for (int i = 0; i < 10; i++) {
            entries.put("a" + i + ".f32", littleEndian(1));
        }
        assertRefused(Reason.TOO_LARGE, "has 14 entries: allowed are 10", zipped(entries));
        ByteArrayOutputStream large = new ByteArrayOutputStream();
        large.write(Files.readAllBytes(file()));
        large.write(new byte[1 << 20]);
        Files.write(file(), large.toByteArray());
        assertRefused(Reason.TOO_LARGE, "bytes: allowed are 1048576", file());
    }
}
