package io.github.spectcad.nn.train;

import io.github.spectcad.core.PatientStudy;
import java.util.SplittableRandom;

/**
 * Turns the maps of a patient by a random angle, the same for rest and stress: 10 degrees are a sixth of a basal sector,
 * so the labels stay.
 *
 * @param maxDegrees the angle is uniform in plus and minus this
 */
record RotationAugmentation(double maxDegrees) {
    /**
     * The patient as one epoch sees it.
     *
     * @param patient the patient
     * @param seed seed of the training
     * @param epoch the epoch; the angle follows from seed, epoch and patient id alone
     * @return the patient with turned maps, or the patient itself without augmentation
     */
    PatientStudy apply(PatientStudy patient, long seed, int epoch) {
        if (maxDegrees == 0) {
            return patient;
        }
        return patient.rotated(angle(patient.patientId(), seed, epoch));
    }

    double angle(String patientId, long seed, int epoch) {
        SplittableRandom random = new SplittableRandom(Seeds.of(seed, "rotation " + patientId, epoch));
        return maxDegrees * (2 * random.nextDouble() - 1);
    }
}
