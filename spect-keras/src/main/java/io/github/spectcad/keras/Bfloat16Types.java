package io.github.spectcad.keras;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes arrays of bfloat16 readable. HDF5 has no such type, so h5py writes opaque values of two bytes without a tag, on
 * which jHDF fails, and with them on the whole group. A copy of the file calls them texts of two bytes instead, one byte
 * each in the headers of the datasets (HDF5 format specification, version 3, IV.A.2.d); {@link KerasArray} knows what texts
 * of two bytes are.
 */
final class Bfloat16Types {
    /** Bytes of a value. */
    static final int BYTES = 2;

    /** Datatype message of 8 bytes in an object header of version 1: constant; opaque, no tag; two bytes. */
    private static final byte[] HEADER = {3, 0, 8, 0, 1, 0, 0, 0, 0x15, 0, 0, 0, BYTES, 0, 0, 0};

    private static final int CLASS = 8;
    private static final byte TEXT = 0x13;

    private Bfloat16Types() {}

    /**
     * A copy of a file with readable types, to be deleted.
     *
     * @param file the file
     * @return the copy, or empty if the file has no bfloat16
     */
    static Optional<Path> replaced(Path file) throws IOException {
        List<Long> places = places(file);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        Path copy = Files.createTempFile("spect-keras", ".h5");
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                for (long place : places) {
                    channel.write(ByteBuffer.wrap(new byte[] {TEXT}), place + CLASS);
                }
            }
            return Optional.of(copy);
        } catch (IOException | RuntimeException e) {
            Files.delete(copy);
            throw e;
        }
    }

    /** Where such headers begin. Its first byte is nowhere else in the pattern, so a mismatch starts it anew. */
    private static List<Long> places(Path file) throws IOException {
        List<Long> places = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            long from = 0;
            int matched = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    matched = buffer[i] == HEADER[matched] ? matched + 1 : buffer[i] == HEADER[0] ? 1 : 0;
                    if (matched == HEADER.length) {
                        places.add(from + i + 1 - HEADER.length);
                        matched = 0;
                    }
                }
                from += n;
            }
        }
        return places;
    }
}
