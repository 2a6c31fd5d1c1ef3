package io.github.spectcad.core;

import java.util.Objects;
import java.util.Optional;

/**
 * Everything known of one patient: maps, clinical features and what the reference standards say.
 *
 * @param patientId identifier, not empty, unique in its cohort
 * @param rest the rest map, if there is one
 * @param stress the stress map, if there is one
 * @param clinical sex, age, weight and height, each of which may be unknown
 * @param angiography the angiographic truth, if angiography was done
 * @param expertReading the readers' truth, if the images were read
 * @param partition the part of the cohort the file assigns, if it does
 */
public record PatientStudy(
        String patientId,
        Optional<PolarMap> rest,
        Optional<PolarMap> stress,
        ClinicalFeatures clinical,
        Optional<Angiography> angiography,
        Optional<ExpertReading> expertReading,
        Optional<Partition> partition) {
    /** Checks the values. */
    public PatientStudy {
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(rest, "rest");
        Objects.requireNonNull(stress, "stress");
        Objects.requireNonNull(clinical, "clinical");
        Objects.requireNonNull(angiography, "angiography");
        Objects.requireNonNull(expertReading, "expertReading");
        Objects.requireNonNull(partition, "partition");
        if (patientId.isBlank()) {
            throw new IllegalArgumentException("patient id must not be empty");
        }
        requireState(patientId, rest, PerfusionState.REST);
        requireState(patientId, stress, PerfusionState.STRESS);
    }

    /**
     * A patient to predict on: both maps, and no truth.
     *
     * @param patientId identifier, not empty
     * @param rest the rest map
     * @param stress the stress map
     * @param clinical sex, age, weight and height
     * @return the patient
     */
    public static PatientStudy of(String patientId, PolarMap rest, PolarMap stress, ClinicalFeatures clinical) {
        return new PatientStudy(
                patientId,
                Optional.of(rest),
                Optional.of(stress),
                clinical,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Makes a patient step by step; what is not given is unknown.
     *
     * @param patientId identifier, not empty
     * @return a builder, for use by one thread
     * @since 0.1.0
     */
    public static Builder builder(String patientId) {
        return new Builder(Objects.requireNonNull(patientId, "patientId"));
    }

    /** Makes a patient step by step. Not safe for concurrent use. */
    public static final class Builder {
        private final String patientId;
        private Optional<PolarMap> rest = Optional.empty();
        private Optional<PolarMap> stress = Optional.empty();
        private ClinicalFeatures clinical = ClinicalFeatures.UNKNOWN;
        private Optional<Angiography> angiography = Optional.empty();
        private Optional<ExpertReading> expertReading = Optional.empty();
        private Optional<Partition> partition = Optional.empty();

        private Builder(String patientId) {
            this.patientId = patientId;
        }

        /**
         * Sets the map of the state it shows.
         *
         * @param map a rest or a stress map
         * @return this builder
         */
        public Builder map(PolarMap map) {
            if (map.state() == PerfusionState.REST) {
                rest = Optional.of(map);
            } else {
                stress = Optional.of(map);
            }
            return this;
        }

        /**
         * Sets the clinical features.
         *
         * @param features sex, age, weight and height, each of which may be unknown
         * @return this builder
         */
        public Builder clinical(ClinicalFeatures features) {
            clinical = Objects.requireNonNull(features, "features");
            return this;
        }

        /**
         * Sets the angiographic truth.
         *
         * @param truth the truth
         * @return this builder
         */
        public Builder angiography(Angiography truth) {
            angiography = Optional.of(truth);
            return this;
        }

        /**
         * Sets the readers' truth.
         *
         * @param truth the truth
         * @return this builder
         */
        public Builder expertReading(ExpertReading truth) {
            expertReading = Optional.of(truth);
            return this;
        }

        /**
         * Sets the part of the cohort.
         *
         * @param part the part
         * @return this builder
         */
        public Builder partition(Partition part) {
            partition = Optional.of(part);
            return this;
        }

        /**
         * Ends the building.
         *
         * @return the patient
         * @throws IllegalArgumentException if the id is blank
         */
        public PatientStudy build() {
            return new PatientStudy(patientId, rest, stress, clinical, angiography, expertReading, partition);
        }
    }

    private static void requireState(String patientId, Optional<PolarMap> map, PerfusionState state) {
        if (map.isPresent() && map.get().state() != state) {
            throw new IllegalArgumentException("the " + state.id() + " map of patient " + patientId + " is a "
                    + map.get().state().id() + " map (" + map.get().source() + ")");
        }
    }

    /**
     * The map of one state.
     *
     * @param state rest or stress
     * @return the map, if there is one
     */
    public Optional<PolarMap> map(PerfusionState state) {
        return state == PerfusionState.REST ? rest : stress;
    }

    /**
     * What one reference standard says.
     *
     * @param reference which standard
     * @return its truth, if known for this patient
     */
    public Optional<GroundTruth> truth(Reference reference) {
        return switch (Objects.requireNonNull(reference, "reference")) {
            case ICA -> angiography.map(GroundTruth.class::cast);
            case ER -> expertReading.map(GroundTruth.class::cast);
        };
    }

    /**
     * The patient with turned maps.
     *
     * @param degrees angle, counter-clockwise, finite; 0 changes nothing
     * @return the patient, both maps {@linkplain PolarMap#rotated turned} by the angle
     * @throws IllegalArgumentException if the angle is not finite
     */
    public PatientStudy rotated(double degrees) {
        return degrees == 0
                ? this
                : withMaps(rest.map(map -> map.rotated(degrees)), stress.map(map -> map.rotated(degrees)));
    }

    /**
     * The patient with other maps.
     *
     * @param newRest the rest map, if there is one
     * @param newStress the stress map, if there is one
     * @return the changed patient
     */
    public PatientStudy withMaps(Optional<PolarMap> newRest, Optional<PolarMap> newStress) {
        return new PatientStudy(patientId, newRest, newStress, clinical, angiography, expertReading, partition);
    }
}
