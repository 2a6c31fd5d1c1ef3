package io.github.spectcad.nn.model;

import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.core.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes what {@link FloatArchive} reads: every entry stored as it is. Equal content gives an equal file, byte for byte. */
public final class FloatArchiveWriter {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private FloatArchiveWriter() {}

    /**
     * Writes an archive, whole or not at all.
     *
     * @param file where to; replaced if it exists
     * @param documentName entry name of the document
     * @param document the document
     * @param arrays the arrays by name, in the order to write them; each is asked for twice and must be the same
     * @throws IllegalArgumentException if a name is not allowed
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, String documentName, byte[] document, Map<String, Supplier<float[]>> arrays)
            throws IOException {
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            StringBuilder checksums = new StringBuilder();
            putStored(zip, checksums, documentName, sink -> sink.accept(document, document.length));
            for (Map.Entry<String, Supplier<float[]>> array : arrays.entrySet()) {
                putStored(
                        zip,
                        checksums,
                        array.getKey() + FloatArchive.SUFFIX,
                        sink -> chunks(array.getValue().get(), sink));
            }
            byte[] sums = checksums.toString().getBytes(StandardCharsets.UTF_8);
            putStored(zip, checksums, FloatArchive.CHECKSUMS, sink -> sink.accept(sums, sums.length));
            zip.finish();
        });
    }

    /** Takes bytes. */
    private interface Sink {
        void accept(byte[] bytes, int length) throws IOException;
    }

    /** Gives bytes, the same each time. */
    private interface Source {
        void sendTo(Sink sink) throws IOException;
    }

    /** A stored entry must declare size and checksum before its bytes, hence the two passes. */
    private static void putStored(ZipOutputStream zip, StringBuilder checksums, String name, Source source)
            throws IOException {
        CRC32 crc = new CRC32();
        MessageDigest sha = Sha256.digest();
        long[] size = {0};
        source.sendTo((bytes, length) -> {
            crc.update(bytes, 0, length);
            sha.update(bytes, 0, length);
            size[0] += length;
        });
        ZipEntry entry = new ZipEntry(ArchiveEntries.requireSafe(name));
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(NO_TIME);
        entry.setSize(size[0]);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        source.sendTo((bytes, length) -> zip.write(bytes, 0, length));
        zip.closeEntry();
        checksums
                .append(HexFormat.of().formatHex(sha.digest()))
                .append("  ")
                .append(name)
                .append('\n');
    }

    private static void chunks(float[] values, Sink sink) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(FloatArchive.CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < values.length; start += FloatArchive.CHUNK_BYTES / Float.BYTES) {
            int count = Math.min(FloatArchive.CHUNK_BYTES / Float.BYTES, values.length - start);
            buffer.asFloatBuffer().put(values, start, count);
            sink.accept(buffer.array(), count * Float.BYTES);
        }
    }
}
