package io.github.spectcad.io.dicom;

import io.github.spectcad.core.file.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** UIDs of the form {@code 2.25.<128 bits>} (PS3.5 annex B.2) that follow from what they name, so that a repetition has the same. */
final class DicomUid {
    private DicomUid() {}

    /** SHA-256 in hexadecimal digits. */
    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }

    /**
     * The UID of something.
     *
     * @param parts what it is, from the general to the particular
     * @return at most 44 characters
     */
    static String of(String... parts) {
        String hash = hash(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
        BigInteger bits = new BigInteger(hash.substring(0, 32), 16);
        // version 5 (name-based) and the variant of RFC 4122, as the annex asks of a UUID
        bits = bits.andNot(BigInteger.valueOf(0xF).shiftLeft(76))
                .or(BigInteger.valueOf(5).shiftLeft(76));
        bits = bits.andNot(BigInteger.valueOf(3).shiftLeft(62))
                .or(BigInteger.valueOf(2).shiftLeft(62));
        return "2.25." + bits;
    }
}
