package io.github.spectcad.io.dicom;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What replaces identifiers: keyed hashes (HMAC-SHA-256), equal for equal originals and useless without the key. */
final class Pseudonyms {
    private static final String STANDARD_UIDS = "1.2.840.10008.";
    private static final int MAXIMUM_DAYS = 3650;

    private final byte[] key;

    Pseudonyms(byte[] key) {
        this.key = key.clone();
    }

    private byte[] hash(String kind, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal((kind + "\n" + value).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    /** A patient's id: {@code P-} and 16 hexadecimal digits. */
    String patient(String id) {
        return "P-" + HexFormat.of().formatHex(hash("patient", id), 0, 8);
    }

    /** A UID of the form 2.25; UIDs of the standard itself stay as they are. */
    String uid(String uid) {
        if (uid.isEmpty() || uid.startsWith(STANDARD_UIDS)) {
            return uid;
        }
        return "2.25." + new BigInteger(1, hash("uid", uid)).shiftRight(130).setBit(125);
    }

    /** Days by which the dates of a patient move back: 1 to 3,650. */
    int days(String patientId) {
        return 1
                + new BigInteger(1, hash("days", patientId))
                        .mod(BigInteger.valueOf(MAXIMUM_DAYS))
                        .intValue();
    }
}
