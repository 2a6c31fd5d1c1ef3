package io.github.spectcad.io;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names for the files of patients: safe on every file system, different also where case is ignored. The same ids in the same
 * order have the same names. Not safe for concurrent use.
 *
 * @since 0.1.0
 */
public final class PatientFileNames {
    private static final int LONGEST = 100;

    private final Set<String> taken = new HashSet<>();

    /** Has given no name yet. */
    public PatientFileNames() {}

    /**
     * Names the files of the next patient.
     *
     * @param patientId the patient's id
     * @return the id, cut to 100 characters, with {@code _} for all but letters of ASCII, digits, {@code _} and {@code -}, and a
     *     number behind it where the name was given before
     */
    public String next(String patientId) {
        String safe = patientId.replaceAll("[^A-Za-z0-9_-]", "_");
        safe = safe.substring(0, Math.min(safe.length(), LONGEST));
        String name = safe;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = safe + "-" + i;
        }
        return name;
    }
}
