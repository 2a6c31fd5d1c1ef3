package io.github.spectcad.nn.model;

import java.util.Objects;

/**
 * One step from a model file to another made from it with the same weights.
 *
 * @param parent SHA-256 in hex of the file it was made from
 * @param change what was done, as one line
 * @param patients number of patients it was done with
 * @param patientsFingerprint SHA-256 in hex over their ids, maps, clinical features and labels; empty where they are the
 *     parent's own validation patients
 * @param library version of this library
 * @since 0.1.0
 */
public record Derivation(String parent, String change, int patients, String patientsFingerprint, String library) {
    /** Checks the values. */
    public Derivation {
        requireHex("parent", parent);
        Objects.requireNonNull(change, "change");
        if (!patientsFingerprint.isEmpty()) {
            requireHex("patientsFingerprint", patientsFingerprint);
        }
        Objects.requireNonNull(library, "library");
        if (patients < 0) {
            throw new IllegalArgumentException("patients of a derivation is " + patients + ": must be at least 0");
        }
        if (change.length() > 2000
                || library.length() > 200
                || (change + library).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("texts of a derivation must be one short line");
        }
    }

    private static void requireHex(String name, String value) {
        if (!value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(name + " of a derivation must be 64 hex digits");
        }
    }
}
