package io.github.spectcad.nn.model;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Standardises polar maps before a network sees them: inside the disc minus the mean, divided by the standard deviation of
 * the state's maps; outside it 0, the value of an average pixel. Polar maps are positive and much alike: as they are, they
 * shift every unit of a network's first layers the same way, and small networks without batch normalisation may never
 * learn to look at them.
 *
 * @param rest mean and standard deviation of the rest maps
 * @param stress mean and standard deviation of the stress maps
 * @since 0.1.0
 */
public record MapScaler(Moments rest, Moments stress) {
    /** Leaves the maps as they are, the pixels outside the disc included. */
    public static final MapScaler IDENTITY = new MapScaler(Moments.NONE, Moments.NONE);

    /** Checks the values. */
    public MapScaler {
        Objects.requireNonNull(rest, "rest");
        Objects.requireNonNull(stress, "stress");
    }

    /**
     * Mean and standard deviation of pixel values.
     *
     * @param mean the mean, finite
     * @param standardDeviation the population standard deviation, finite and above 0
     */
    public record Moments(double mean, double standardDeviation) {
        static final Moments NONE = new Moments(0, 1);

        /** Checks the values; NaN fails. */
        public Moments {
            if (!Double.isFinite(mean) || !(standardDeviation > 0 && standardDeviation <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("mean and standard deviation of maps are " + mean + " and "
                        + standardDeviation + ": must be finite, the latter above 0");
            }
        }
    }

    /**
     * Fits a scaler to the pixels inside the discs of all maps of a state together.
     *
     * @param patients the training patients
     * @param states the states the network takes, of which each patient must have a map; others stay as they are
     * @return the scaler; where all pixels are equal the standard deviation counts as 1
     * @throws IllegalArgumentException if a patient lacks a map
     */
    public static MapScaler fit(List<PatientStudy> patients, Collection<PerfusionState> states) {
        return new MapScaler(
                states.contains(PerfusionState.REST) ? moments(patients, PerfusionState.REST) : Moments.NONE,
                states.contains(PerfusionState.STRESS) ? moments(patients, PerfusionState.STRESS) : Moments.NONE);
    }

    private static Moments moments(List<PatientStudy> patients, PerfusionState state) {
        double sum = 0;
        double squares = 0;
        long count = 0;
        for (PatientStudy patient : patients) {
            PolarMap map = patient.map(state)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "patient '" + patient.patientId() + "' has no " + state.id() + " map"));
            for (int row = 0; row < map.pixels(); row++) {
                for (int column = 0; column < map.pixels(); column++) {
                    if (map.disc().relativeRadius(column, row) <= 1) {
                        double value = map.valueAt(row, column);
                        sum += value;
                        squares += value * value;
                        count++;
                    }
                }
            }
        }
        if (count == 0) {
            return Moments.NONE;
        }
        double mean = sum / count;
        double variance = squares / count - mean * mean;
        return new Moments(mean, variance > 1e-12 ? Math.sqrt(variance) : 1);
    }

    /** Copies the pixels of a map, standardised, row-major. */
    void copy(PolarMap map, float[] target, int offset) {
        map.copyTo(target, offset);
        Moments moments = map.state() == PerfusionState.REST ? rest : stress;
        if (moments.equals(Moments.NONE)) {
            return;
        }
        float mean = (float) moments.mean();
        float scale = (float) (1 / moments.standardDeviation());
        int i = offset;
        for (int row = 0; row < map.pixels(); row++) {
            for (int column = 0; column < map.pixels(); column++, i++) {
                target[i] = map.disc().relativeRadius(column, row) <= 1 ? (target[i] - mean) * scale : 0;
            }
        }
    }
}
