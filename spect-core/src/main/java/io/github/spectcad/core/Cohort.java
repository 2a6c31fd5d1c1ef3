package io.github.spectcad.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Patients in the order of their file, each with an own id. Immutable. */
public final class Cohort {
    private final Map<String, PatientStudy> byId;
    private final List<PatientStudy> patients;

    private Cohort(Map<String, PatientStudy> byId) {
        this.byId = Collections.unmodifiableMap(byId);
        this.patients = List.copyOf(byId.values());
    }

    /**
     * A cohort of the given patients.
     *
     * @param patients the patients; the order is kept
     * @return the cohort
     * @throws IllegalArgumentException if two patients share an id
     */
    public static Cohort of(List<PatientStudy> patients) {
        Map<String, PatientStudy> byId = new LinkedHashMap<>();
        for (PatientStudy patient : patients) {
            if (byId.putIfAbsent(patient.patientId(), patient) != null) {
                throw new IllegalArgumentException(
                        "patient id '" + patient.patientId() + "' occurs twice in the cohort");
            }
        }
        return new Cohort(byId);
    }

    /** {@return all patients in file order} */
    public List<PatientStudy> patients() {
        return patients;
    }

    /** {@return how many patients there are} */
    public int size() {
        return patients.size();
    }

    /**
     * One patient.
     *
     * @param patientId the id
     * @return the patient
     * @throws IllegalArgumentException if the cohort has no such patient
     */
    public PatientStudy patient(String patientId) {
        PatientStudy patient = byId.get(patientId);
        if (patient == null) {
            throw new IllegalArgumentException("the cohort has no patient '" + patientId + "'");
        }
        return patient;
    }

    /**
     * Several patients, in the order of the ids.
     *
     * @param patientIds the ids
     * @return the patients
     * @throws IllegalArgumentException if the cohort lacks one of them
     */
    public List<PatientStudy> patients(List<String> patientIds) {
        return patientIds.stream().map(this::patient).toList();
    }
}
