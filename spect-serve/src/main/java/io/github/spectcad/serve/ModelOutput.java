package io.github.spectcad.serve;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.ShownModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a model says of a patient. */
interface ModelOutput {
    /** A description of the model in a few words. */
    String name();

    /** {@return the model's file, which readings name; empty where there is none} */
    default Optional<ShownModel> file() {
        return Optional.empty();
    }

    /** Called by the thread that computes ahead of the reader before it begins. */
    default void workAhead() {}

    /**
     * Predicts.
     *
     * @param patientId a patient of the cohort
     * @return the probabilities
     * @throws IOException if the maps cannot be used
     */
    Shown of(String patientId) throws IOException;

    /**
     * Explains the probability of a vessel, which may take seconds.
     *
     * @param patientId a patient of the cohort
     * @param vessel the vessel
     * @return the saliency over each map that the model takes
     * @throws IOException if the maps cannot be used
     */
    List<Saliency> saliency(String patientId, VesselTerritory vessel) throws IOException;

    /**
     * What the reader is shown after the first reading.
     *
     * @param prediction the probabilities
     * @param thresholds from which probability the model calls a vessel diseased
     * @param warning what the reader must know of the model, or empty
     */
    record Shown(Prediction prediction, Thresholds thresholds, String warning) {
        /** Checks the values. */
        public Shown {
            Objects.requireNonNull(prediction, "prediction");
            Objects.requireNonNull(thresholds, "thresholds");
            Objects.requireNonNull(warning, "warning");
        }
    }

    /** Saliency over one map: {@code pixels * pixels} values in [0, 1], row-major. */
    final class Saliency {
        private final PerfusionState state;
        private final int pixels;
        private final Disc disc;
        private final double[] values;

        Saliency(PerfusionState state, int pixels, Disc disc, double[] values) {
            this.state = Objects.requireNonNull(state, "state");
            this.pixels = pixels;
            this.disc = Objects.requireNonNull(disc, "disc");
            this.values = Arrays.copyOf(values, pixels * pixels);
        }

        PerfusionState state() {
            return state;
        }

        int pixels() {
            return pixels;
        }

        Disc disc() {
            return disc;
        }

        double valueAt(int index) {
            return values[index];
        }
    }
}
