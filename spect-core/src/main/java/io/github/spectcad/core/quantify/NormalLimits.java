package io.github.spectcad.core.quantify;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Sex;
import java.util.List;
import java.util.Objects;

/**
 * Mean and standard deviation of the normal maps of one state and sex, sample by sample. Immutable.
 *
 * @param state rest or stress
 * @param sex the sex of the patients
 * @param patients how many maps
 * @param means mean of each sample {@code [ring * 48 + angle]} of 20 rings from the apex and 48 angles counter-clockwise
 *     from lateral, in units of each map's 95th percentile
 * @param deviations standard deviation of each sample, at least 0
 * @since 0.1.0
 */
public record NormalLimits(PerfusionState state, Sex sex, int patients, List<Double> means, List<Double> deviations) {
    /** Number of rings. */
    public static final int RINGS = PolarSamples.RINGS;

    /** Number of angles. */
    public static final int ANGLES = PolarSamples.ANGLES;

    /** The fewest maps that limits are made of. */
    public static final int LEAST_PATIENTS = 10;

    /** Checks the values; NaN fails. */
    public NormalLimits {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(sex, "sex");
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (patients < LEAST_PATIENTS) {
            throw new IllegalArgumentException("normal limits of " + patients + " " + sex.id() + " patients at "
                    + state.id() + ": at least " + LEAST_PATIENTS + " are needed");
        }
        if (means.size() != PolarSamples.COUNT || deviations.size() != PolarSamples.COUNT) {
            throw new IllegalArgumentException("normal limits have " + means.size() + " means and " + deviations.size()
                    + " deviations: " + PolarSamples.COUNT + " of each are needed");
        }
        for (int i = 0; i < PolarSamples.COUNT; i++) {
            if (!(means.get(i) > 0 && means.get(i) < 10) || !(deviations.get(i) >= 0 && deviations.get(i) < 10)) {
                throw new IllegalArgumentException("normal limits have mean " + means.get(i) + " and deviation "
                        + deviations.get(i) + " at ring " + i / ANGLES + ", angle " + i % ANGLES
                        + ": a mean lies in (0, 10), a deviation in [0, 10)");
            }
        }
    }

    /**
     * The limits of normal maps.
     *
     * @param maps maps of one state, of patients of one sex with a low likelihood of disease, any size
     * @param sex the sex of the patients
     * @return their limits
     * @throws IllegalArgumentException if there are fewer than {@link #LEAST_PATIENTS} or their states differ
     */
    public static NormalLimits of(List<PolarMap> maps, Sex sex) {
        if (maps.isEmpty()) {
            throw new IllegalArgumentException(
                    "normal limits of no " + sex.id() + " patients: at least " + LEAST_PATIENTS + " are needed");
        }
        PerfusionState state = maps.get(0).state();
        double[] sums = new double[PolarSamples.COUNT];
        double[] squares = new double[PolarSamples.COUNT];
        double[][] samples = new double[maps.size()][];
        for (int p = 0; p < samples.length; p++) {
            if (maps.get(p).state() != state) {
                throw new IllegalArgumentException("normal limits are of one state, got " + state.id() + " and "
                        + maps.get(p).state().id() + " (" + maps.get(p).source() + ")");
            }
            samples[p] = PolarSamples.of(maps.get(p));
            for (int i = 0; i < sums.length; i++) {
                sums[i] += samples[p][i];
            }
        }
        Double[] means = new Double[sums.length];
        Double[] deviations = new Double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            means[i] = sums[i] / samples.length;
            for (double[] sample : samples) {
                squares[i] += (sample[i] - means[i]) * (sample[i] - means[i]);
            }
            deviations[i] = Math.sqrt(squares[i] / Math.max(1, samples.length - 1));
        }
        return new NormalLimits(state, sex, samples.length, List.of(means), List.of(deviations));
    }
}
