package io.github.spectcad.io;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselTerritory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A cohort as read from a file, with what else the file holds. Immutable. */
public final class CohortFile {
    private final Path file;
    private final Cohort cohort;
    private final List<String> extraColumns;
    private final Map<String, Map<String, String>> extras;

    CohortFile(Path file, Cohort cohort, List<String> extraColumns, Map<String, Map<String, String>> extras) {
        this.file = file;
        this.cohort = cohort;
        this.extraColumns = List.copyOf(extraColumns);
        this.extras = Map.copyOf(extras);
    }

    /** {@return the CSV file} */
    public Path file() {
        return file;
    }

    /** {@return the patients in the order of the file} */
    public Cohort cohort() {
        return cohort;
    }

    /** {@return the columns that have no meaning here, in the order of the file; they are kept, never used} */
    public List<String> extraColumns() {
        return extraColumns;
    }

    /**
     * The cells of the extra columns of one patient.
     *
     * @param patientId the patient
     * @return text by column, in the order of the file
     * @throws IllegalArgumentException if the cohort has no such patient
     */
    public Map<String, String> extras(String patientId) {
        return extras.get(cohort.patient(patientId).patientId());
    }

    /**
     * The patients for whom a reference standard is known.
     *
     * @param reference the standard asked for
     * @return these patients, in the order of the file, at least one
     * @throws CsvFormatException if there is none
     */
    public List<PatientStudy> patientsWith(Reference reference) throws CsvFormatException {
        List<PatientStudy> patients = cohort.patients().stream()
                .filter(patient -> patient.truth(reference).isPresent())
                .toList();
        if (patients.isEmpty()) {
            throw CsvFormatException.ofFile(
                    file,
                    "no patient has the reference " + reference.id() + ": fill "
                            + (reference == Reference.ICA
                                    ? "ica_lad, ica_rca, ica_lcx or the stenosis columns"
                                    : "er_lad, er_rca, er_lcx or score_1 to score_17"));
        }
        return patients;
    }

    /**
     * Checks that every vessel is diseased in some patients and not in others, as AUC and training need.
     *
     * @param patients patients of this cohort with the reference
     * @param reference the standard that labels them
     * @throws CsvFormatException if a vessel has one class only, naming the vessel and the class
     * @throws IllegalArgumentException if a patient lacks the reference
     */
    public void requireBothClasses(List<PatientStudy> patients, Reference reference) throws CsvFormatException {
        Objects.requireNonNull(reference, "reference");
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            long positive = patients.stream()
                    .filter(patient -> patient.truth(reference)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "patient " + patient.patientId() + " has no reference " + reference.id()))
                            .labels()
                            .isPositive(vessel))
                    .count();
            if (positive == 0 || positive == patients.size()) {
                throw CsvFormatException.ofFile(
                        file,
                        "one class only: by reference " + reference.id() + " the " + vessel + " is "
                                + (positive == 0 ? "normal" : "diseased") + " in all " + patients.size()
                                + " patients used; both classes are needed");
            }
        }
    }

    static Map<String, String> orderedCopy(Map<String, String> extras) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }
}
