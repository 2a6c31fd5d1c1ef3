package io.github.spectcad.nn.model;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What patients are like, in figures that tell no patient: how often a yes or no feature holds, and mean and standard
 * deviation of the others. Features are {@code male}, {@code age_years}, {@code weight_kg}, {@code height_cm},
 * {@code bmi}, the mean uptake of each segment as {@code rest_1} to {@code stress_17}, and {@code diseased_lad},
 * {@code diseased_rca} and {@code diseased_lcx}.
 *
 * @param features the features, in a fixed order; those nobody has are left out
 * @since 0.1.0
 */
public record CohortProfile(List<Feature> features) {
    /** Of files of older versions. */
    public static final CohortProfile UNKNOWN = new CohortProfile(List.of());

    /** Checks the values. */
    public CohortProfile {
        features = List.copyOf(features);
    }

    /**
     * One feature.
     *
     * @param name its name
     * @param patients number of patients it is known of, at least 1
     * @param mean its mean; of a yes or no feature the share of yes
     * @param deviation its standard deviation over the patients, with their number as divisor
     */
    public record Feature(String name, int patients, double mean, double deviation) {
        /** Checks the values; NaN fails. */
        public Feature {
            Objects.requireNonNull(name, "name");
            if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
                throw new IllegalArgumentException("a feature of a profile must have a short name in lower case");
            }
            if (!(patients >= 1 && Double.isFinite(mean) && deviation >= 0 && Double.isFinite(deviation))) {
                throw new IllegalArgumentException("feature " + name + " of a profile must have at least one patient, a"
                        + " finite mean and a finite deviation of at least 0");
            }
        }

        private static void add(List<Feature> features, String name, List<Double> values) {
            if (!values.isEmpty()) {
                double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
                double square = values.stream()
                        .mapToDouble(v -> (v - mean) * (v - mean))
                        .average()
                        .orElseThrow();
                features.add(new Feature(name, values.size(), mean, Math.sqrt(square)));
            }
        }
    }

    /** A feature of a patient; null where it is not known. */
    private interface Value {
        Double of(int patient);
    }

    /**
     * The profile of patients.
     *
     * @param patients the patients
     * @param labels their labels, in the same order; empty if not known
     * @return the profile
     */
    public static CohortProfile of(List<PatientStudy> patients, List<VesselLabels> labels) {
        List<Feature> features = new ArrayList<>();
        add(
                features,
                "male",
                patients.size(),
                i -> patients.get(i)
                        .clinical()
                        .sex()
                        .map(sex -> sex == Sex.MALE ? 1.0 : 0.0)
                        .orElse(null));
        for (String name : List.of("age_years", "weight_kg", "height_cm", "bmi")) {
            add(
                    features,
                    name,
                    patients.size(),
                    i -> clinical(name, patients.get(i).clinical()));
        }
        for (PerfusionState state : PerfusionState.values()) {
            List<double[]> means = patients.stream()
                    .map(patient ->
                            patient.map(state).map(CohortProfile::segments).orElse(null))
                    .toList();
            for (AhaSegment segment : AhaSegment.ORDER) {
                int s = segment.ordinal();
                add(
                        features,
                        state.id() + "_" + (s + 1),
                        patients.size(),
                        i -> means.get(i) == null ? null : means.get(i)[s]);
            }
        }
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            add(
                    features,
                    "diseased_" + vessel.id(),
                    labels.size(),
                    i -> labels.get(i).isPositive(vessel) ? 1.0 : 0.0);
        }
        return new CohortProfile(features);
    }

    private static void add(List<Feature> features, String name, int patients, Value value) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < patients; i++) {
            Double known = value.of(i);
            if (known != null && !known.isNaN()) {
                values.add(known);
            }
        }
        Feature.add(features, name, values);
    }

    private static Double clinical(String name, ClinicalFeatures clinical) {
        return switch (name) {
            case "age_years" -> clinical.ageYears().orElse(Double.NaN);
            case "weight_kg" -> clinical.weightKg().orElse(Double.NaN);
            case "height_cm" -> clinical.heightCm().orElse(Double.NaN);
            default -> clinical.bmi().orElse(Double.NaN);
        };
    }

    private static double[] segments(PolarMap map) {
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        var grid = AhaGeometry.STANDARD.grid(map.pixels(), map.disc());
        double[] means = grid.sums(values);
        for (AhaSegment segment : AhaSegment.ORDER) {
            means[segment.ordinal()] /= grid.pixelCount(segment); // NaN where a small map has no pixel of it
        }
        return means;
    }
}
