package io.github.spectcad.nn.model;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.stats.Recalibration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * What turns the probabilities of a network into calibrated ones, each vessel by a rising map of its own, so that no
 * vessel's ranking of patients changes (but isotonic maps make ties).
 *
 * @param method the kind of map
 * @param parameters the maps of LAD, RCA and LCX, as {@link Recalibration.Method} lists them; none for
 *     {@link CalibrationMethod#NONE}
 * @param patients number of patients it was learned from
 * @param source who they were, for people
 * @since 0.1.0
 */
public record Calibration(CalibrationMethod method, List<List<Double>> parameters, int patients, String source) {
    /** Probabilities as the network gives them. */
    public static final Calibration NONE = new Calibration(CalibrationMethod.NONE, List.of(), 0, "");

    /** A map of a smaller slope, or a falling one, would lose the ranking of the patients. */
    private static final double SMALLEST_SLOPE = 0.01;

    private static final double SMALLEST_PROBABILITY = 1e-7;

    /** Checks the values. */
    public Calibration {
        Objects.requireNonNull(method, "method");
        parameters = parameters.stream().map(List::copyOf).toList();
        Objects.requireNonNull(source, "source");
        if (source.length() > 2000 || source.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("source of the calibration must be one short line");
        }
        if (patients < 0) {
            throw new IllegalArgumentException("patients of the calibration is " + patients + ": must be at least 0");
        }
        if (parameters.size() != (method == CalibrationMethod.NONE ? 0 : VesselTerritory.ORDER.size())) {
            throw new IllegalArgumentException("a calibration by " + method.id() + " has " + parameters.size()
                    + " maps: must be one for LAD, RCA and LCX each, and none for none");
        }
        for (List<Double> map : parameters) {
            restored(method, map);
        }
    }

    private static Recalibration restored(CalibrationMethod method, List<Double> parameters) {
        Recalibration map = Recalibration.of(
                method.map(),
                parameters.stream().mapToDouble(Double::doubleValue).toArray());
        if (method == CalibrationMethod.PLATT && !(map.parameters()[1] > 0)) {
            throw new IllegalArgumentException("the slope of a calibration is " + map.parameters()[1]
                    + ": must be above 0, or more would mean less");
        }
        return map;
    }

    /**
     * Learns a calibration. A map that would be flat or falling, because the predictions rank the patients no better than
     * chance, keeps a slope of {@value #SMALLEST_SLOPE} around the share of diseased patients.
     *
     * @param method the kind of map
     * @param data uncalibrated predictions with labels
     * @param source who the patients are, for people
     * @return the calibration
     * @throws IllegalArgumentException if a vessel has one class only, all its predictions are equal, or, but for isotonic and
     *     Platt's maps, they separate the classes
     */
    public static Calibration fit(CalibrationMethod method, OutOfSample data, String source) {
        if (method == CalibrationMethod.NONE) {
            return NONE;
        }
        return new Calibration(
                method,
                VesselTerritory.ORDER.stream()
                        .map(vessel -> fit(method, vessel, data.labels(vessel), data.probabilities(vessel)))
                        .toList(),
                data.patients(),
                source);
    }

    private static List<Double> fit(CalibrationMethod method, VesselTerritory vessel, int[] labels, double[] raw) {
        double[] p = Arrays.stream(raw).map(Calibration::clipped).toArray();
        double share = Arrays.stream(labels).average().orElse(0);
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("of the " + labels.length + " patients " + (share > 0 ? "all" : "none")
                    + " have disease of the " + vessel + ": a calibration needs both");
        }
        double[] logits = Arrays.stream(p).map(Calibration::logit).toArray();
        double[] parameters = switch (method) {
            case PLATT -> steep(Recalibration.platt(labels, logits).parameters(), logits, share);
            case TEMPERATURE -> new double[] {temperature(labels, p)};
            case BETA -> {
                double[] beta = Recalibration.beta(labels, p).parameters();
                yield beta[0] + beta[1] >= SMALLEST_SLOPE
                        ? beta
                        : new double[] {SMALLEST_SLOPE, SMALLEST_SLOPE, logit(share) - SMALLEST_SLOPE * mean(logits)};
            }
            case ISOTONIC -> Recalibration.isotonic(labels, p).parameters();
            case NONE -> throw new IllegalStateException("none has no map");
        };
        return Arrays.stream(parameters).boxed().toList();
    }

    private static double[] steep(double[] map, double[] logits, double share) {
        return map[1] >= SMALLEST_SLOPE
                ? map
                : new double[] {logit(share) - SMALLEST_SLOPE * mean(logits), SMALLEST_SLOPE};
    }

    private static double temperature(int[] labels, double[] p) {
        try {
            return Math.min(
                    1 / SMALLEST_SLOPE, Recalibration.temperature(labels, p).parameters()[0]);
        } catch (IllegalArgumentException e) {
            boolean wrongWay = false;
            for (int i = 0; i < p.length; i++) {
                wrongWay |= labels[i] == 1 ? p[i] < 0.5 : p[i] > 0.5;
            }
            if (wrongWay) {
                return 1 / SMALLEST_SLOPE;
            }
            throw e;
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double clipped(double p) {
        return Math.max(SMALLEST_PROBABILITY, Math.min(1 - SMALLEST_PROBABILITY, p));
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    /**
     * The map of a vessel.
     *
     * @param vessel the vessel
     * @return takes a probability as the network gives it, in [0, 1], to the calibrated one; it is taken for 1e-7 and
     *     1 - 1e-7 where it is closer to 0 and 1
     */
    public DoubleUnaryOperator map(VesselTerritory vessel) {
        if (method == CalibrationMethod.NONE) {
            return probability -> probability;
        }
        Recalibration map = restored(method, parameters.get(vessel.ordinal()));
        return method == CalibrationMethod.PLATT
                ? probability -> map.apply(logit(clipped(probability)))
                : probability -> map.apply(clipped(probability));
    }

    private double apply(VesselTerritory vessel, double probability) {
        return map(vessel).applyAsDouble(probability);
    }

    /**
     * A calibrated prediction.
     *
     * @param prediction as the network gives it
     * @return the calibrated one
     */
    public Prediction apply(Prediction prediction) {
        return method == CalibrationMethod.NONE
                ? prediction
                : new Prediction(
                        prediction.patientId(),
                        apply(VesselTerritory.LAD, prediction.lad()),
                        apply(VesselTerritory.RCA, prediction.rca()),
                        apply(VesselTerritory.LCX, prediction.lcx()));
    }

    /**
     * Thresholds on calibrated probabilities that decide as others do on those of the network (but isotonic maps may call
     * more diseased where they are flat).
     *
     * @param thresholds for probabilities of the network
     * @return for calibrated ones
     */
    public Thresholds apply(Thresholds thresholds) {
        return new Thresholds(
                apply(VesselTerritory.LAD, thresholds.lad()),
                apply(VesselTerritory.RCA, thresholds.rca()),
                apply(VesselTerritory.LCX, thresholds.lcx()));
    }

    /** {@return how probabilities are to be taken, as one line} */
    public String describe() {
        return method == CalibrationMethod.NONE
                ? "probabilities are NOT CALIBRATED: they rank patients, and may be too high or too low"
                : "probabilities are calibrated by " + method.id() + " on " + patients + " patients (" + source + ")";
    }
}
