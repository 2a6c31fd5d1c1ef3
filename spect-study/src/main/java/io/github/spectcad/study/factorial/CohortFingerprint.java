package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.nn.train.LabelledPatient;
import io.github.spectcad.nn.train.TrainingData;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What identifies the patients of a cohort: maps, clinical features and labels, in order. */
final class CohortFingerprint {
    private CohortFingerprint() {}

    static String of(Cohort cohort) {
        List<LabelledPatient> patients = cohort.patients().stream()
                .map(patient -> new LabelledPatient(patient, 0, 0, 0))
                .toList();
        StringBuilder text = new StringBuilder(TrainingData.of(patients).fingerprint());
        for (PatientStudy patient : cohort.patients()) {
            for (Reference reference : Reference.values()) {
                text.append('\n')
                        .append(patient.truth(reference)
                                .map(truth -> truth.labels().toString())
                                .orElse("unknown"));
            }
        }
        return StudyConfiguration.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
