package io.github.spectcad.io;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.VesselLabels;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What one reader says of one patient, with or without a model.
 *
 * @param reader who read
 * @param patientId the patient
 * @param condition whether a model's output was in view
 * @param diseased which vessels the reader calls diseased
 * @param stress the segment scores of the stress map, if it was scored
 * @param rest the segment scores of the rest map, if it was scored
 * @param shown the model's probabilities the reader saw, if known; none without a model
 * @param model the file of that model, if known; none without a model
 * @param time when the reading was recorded, if known
 * @since 0.1.0
 */
public record Reading(
        String reader,
        String patientId,
        ReadingCondition condition,
        VesselLabels diseased,
        Optional<SegmentScores> stress,
        Optional<SegmentScores> rest,
        Optional<Prediction> shown,
        Optional<ShownModel> model,
        Optional<Instant> time) {
    /** Checks the values. */
    public Reading {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(diseased, "diseased");
        Objects.requireNonNull(stress, "stress");
        Objects.requireNonNull(rest, "rest");
        Objects.requireNonNull(shown, "shown");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(time, "time");
        if (reader.isBlank()) {
            throw new IllegalArgumentException("reader must not be empty");
        }
        if (patientId.isBlank()) {
            throw new IllegalArgumentException("patient id must not be empty");
        }
        if (condition == ReadingCondition.WITHOUT && (shown.isPresent() || model.isPresent())) {
            throw new IllegalArgumentException("a reading without the model has output of a model that was shown");
        }
        if (shown.isPresent() && !shown.get().patientId().equals(patientId)) {
            throw new IllegalArgumentException("the probabilities shown are those of another patient");
        }
    }

    /** {@return what occurs once in a file: reader, patient and condition} */
    public Key key() {
        return new Key(reader, patientId, condition);
    }

    /**
     * What occurs once in a file.
     *
     * @param reader who read
     * @param patientId the patient
     * @param condition whether a model's output was in view
     */
    public record Key(String reader, String patientId, ReadingCondition condition) {
        /** Checks the values. */
        public Key {
            Objects.requireNonNull(reader, "reader");
            Objects.requireNonNull(patientId, "patientId");
            Objects.requireNonNull(condition, "condition");
        }
    }
}
