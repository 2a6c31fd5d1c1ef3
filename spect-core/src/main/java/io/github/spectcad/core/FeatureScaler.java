package io.github.spectcad.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Scales the clinical features to z-scores: minus the mean, divided by the population standard deviation (divisor n) of
 * the patients it was fitted on. Fit it on training patients alone.
 *
 * @param means mean of each feature, in the order of {@link ClinicalFeatures#NAMES}; finite
 * @param standardDeviations standard deviation of each feature; finite and above 0
 */
public record FeatureScaler(List<Double> means, List<Double> standardDeviations) {
    /** Leaves the features as they are. */
    public static final FeatureScaler IDENTITY = new FeatureScaler(
            Collections.nCopies(ClinicalFeatures.NAMES.size(), 0.0),
            Collections.nCopies(ClinicalFeatures.NAMES.size(), 1.0));

    /** Checks the values; NaN fails. */
    public FeatureScaler {
        means = List.copyOf(means);
        standardDeviations = List.copyOf(standardDeviations);
        int features = ClinicalFeatures.NAMES.size();
        if (means.size() != features || standardDeviations.size() != features) {
            throw new IllegalArgumentException("a scaler has " + features + " means and standard deviations ("
                    + String.join(", ", ClinicalFeatures.NAMES) + "), got " + means.size() + " and "
                    + standardDeviations.size());
        }
        for (int i = 0; i < features; i++) {
            double deviation = standardDeviations.get(i);
            if (!Double.isFinite(means.get(i)) || !(deviation > 0 && deviation <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("mean and standard deviation of " + ClinicalFeatures.NAMES.get(i)
                        + " are " + means.get(i) + " and " + deviation + ": must be finite, the latter above 0");
            }
        }
    }

    /**
     * Fits a scaler.
     *
     * @param patients the features of the training patients, all known; at least one patient
     * @return the scaler; a feature that does not vary gets the standard deviation 1, so that its z-score is 0
     * @throws IllegalArgumentException if there is no patient
     * @throws IllegalStateException if a feature is unknown, naming it
     */
    public static FeatureScaler fit(List<ClinicalFeatures> patients) {
        if (patients.isEmpty()) {
            throw new IllegalArgumentException("no patient has all clinical features ("
                    + String.join(", ", ClinicalFeatures.NAMES) + "): the scaler needs at least one to be fitted on");
        }
        List<double[]> vectors = patients.stream().map(ClinicalFeatures::vector).toList();
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int i = 0; i < ClinicalFeatures.NAMES.size(); i++) {
            int feature = i;
            double mean = vectors.stream()
                    .mapToDouble(vector -> vector[feature])
                    .average()
                    .orElseThrow();
            double variance = vectors.stream()
                    .mapToDouble(vector -> (vector[feature] - mean) * (vector[feature] - mean))
                    .average()
                    .orElseThrow();
            boolean varies = vectors.stream().anyMatch(vector -> vector[feature] != vectors.get(0)[feature]);
            means.add(mean);
            deviations.add(varies ? Math.sqrt(variance) : 1.0);
        }
        return new FeatureScaler(means, deviations);
    }

    /**
     * Scales the features of a patient.
     *
     * @param features the features, all known
     * @return z-scores in the order of {@link ClinicalFeatures#NAMES}
     * @throws IllegalStateException if a feature is unknown, naming it
     */
    public double[] transform(ClinicalFeatures features) {
        double[] scores = features.vector();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (scores[i] - means.get(i)) / standardDeviations.get(i);
        }
        return scores;
    }
}
