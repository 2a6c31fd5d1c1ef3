package io.github.spectcad.nn.train;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.GroundTruth;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.file.Sha256;
import io.github.spectcad.nn.model.CohortProfile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Labelled patients in a fixed order, each once. Immutable. */
public final class TrainingData {
    private final List<LabelledPatient> patients;

    private TrainingData(List<LabelledPatient> patients) {
        this.patients = List.copyOf(patients);
        if (this.patients.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no labelled patient: training and validation need at least one");
        }
        Set<String> ids = new HashSet<>();
        for (LabelledPatient labelled : this.patients) {
            if (!ids.add(labelled.patient().patientId())) {
                throw new IllegalArgumentException(
                        "patient '" + labelled.patient().patientId() + "' occurs twice in the training data");
            }
        }
    }

    /**
     * Labelled patients.
     *
     * @param patients the patients, at least one
     * @return the data
     * @throws IllegalArgumentException if there is none, or a patient occurs twice
     */
    public static TrainingData of(List<LabelledPatient> patients) {
        return new TrainingData(patients);
    }

    /**
     * One part of a plan with its labels.
     *
     * @param part the plan's training or validation patients
     * @param cohort the cohort
     * @return the data
     * @throws IllegalArgumentException if the cohort lacks a patient or a label, or a patient is to be pseudo-labelled
     */
    public static TrainingData of(List<TrainingPlan.Assignment> part, Cohort cohort) {
        return of(part, cohort, PseudoLabels.NONE);
    }

    /**
     * One part of a plan with its labels, pseudo-labels among them.
     *
     * @param part the plan's training or validation patients
     * @param cohort the cohort
     * @param pseudoLabels labels of the patients to be pseudo-labelled; those the teacher is not sure of are left out
     * @return the data
     * @throws IllegalArgumentException if the cohort lacks a patient or a label, or the teacher lacks a label
     */
    public static TrainingData of(List<TrainingPlan.Assignment> part, Cohort cohort, PseudoLabels pseudoLabels) {
        List<LabelledPatient> labelled = new ArrayList<>();
        for (TrainingPlan.Assignment assignment : part) {
            PatientStudy patient = cohort.patient(assignment.patientId());
            if (assignment.labels() == LabelSource.PSEUDO_LABEL) {
                pseudoLabels.label(patient).ifPresent(labelled::add);
            } else {
                labelled.add(LabelledPatient.of(
                        patient, truth(patient, assignment.labels()).labels()));
            }
        }
        return new TrainingData(labelled);
    }

    private static GroundTruth truth(PatientStudy patient, LabelSource source) {
        Reference reference = source == LabelSource.ANGIOGRAPHY ? Reference.ICA : Reference.ER;
        Optional<GroundTruth> truth = patient.truth(reference);
        return truth.orElseThrow(() -> new IllegalArgumentException(
                "patient '" + patient.patientId() + "' has no label of the reference " + reference.id()));
    }

    /** {@return the labelled patients} */
    public List<LabelledPatient> patients() {
        return patients;
    }

    /** {@return how many patients there are} */
    public int size() {
        return patients.size();
    }

    /**
     * What identifies the data: equal data in equal order give an equal fingerprint.
     *
     * @return SHA-256 in hex of ids, maps, clinical features and labels
     */
    public String fingerprint() {
        MessageDigest sha = Sha256.digest();
        for (LabelledPatient labelled : patients) {
            PatientStudy patient = labelled.patient();
            String text = patient.patientId()
                    + '\n'
                    + patient.clinical()
                    + '\n'
                    + labelled.lad()
                    + ' '
                    + labelled.rca()
                    + ' '
                    + labelled.lcx()
                    + '\n';
            sha.update(text.getBytes(StandardCharsets.UTF_8));
            patient.rest().ifPresent(map -> update(sha, map));
            patient.stress().ifPresent(map -> update(sha, map));
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void update(MessageDigest sha, PolarMap map) {
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        sha.update((map.state().id() + ' ' + map.pixels() + ' ' + map.disc() + '\n').getBytes(StandardCharsets.UTF_8));
        sha.update(bytes);
    }

    /** {@return what the patients are like} */
    CohortProfile profile() {
        return CohortProfile.of(
                patients.stream().map(LabelledPatient::patient).toList(),
                patients.stream().map(LabelledPatient::decided).toList());
    }
}
