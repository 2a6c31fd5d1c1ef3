package io.github.spectcad.io.dicom;

import java.util.List;

/**
 * What was done to a file, without any of its values.
 *
 * @param changes one for each element that was changed or removed, in the order of the file
 * @since 0.1.0
 */
public record DeidentificationReport(List<Change> changes) {
    /** Keeps a copy. */
    public DeidentificationReport {
        changes = List.copyOf(changes);
    }

    /**
     * What was done to one element.
     *
     * @param element tags and keywords from the outermost sequence, for instance {@code (0010,0010) PatientName}
     * @param action {@code removed}, {@code emptied}, {@code replaced}, {@code new UID}, {@code date moved} or
     *     {@code cleaned}
     */
    public record Change(String element, String action) {}
}
