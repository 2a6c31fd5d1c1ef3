package io.github.spectcad.study.trust;

import io.github.spectcad.nn.model.CohortProfile;
import io.github.spectcad.stats.MeanDifference;
import io.github.spectcad.stats.PValueAdjustment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How patients differ from those a model was trained on, feature by feature, from means and standard deviations alone.
 *
 * @param features the features both have, those that differ most first
 * @since 0.1.0
 */
public record CohortDrift(List<Feature> features) {
    /** Differences of at least as many standard deviations are large enough to look into (Cohen's small effect is 0.2). */
    public static final double LARGE = 0.5;

    /** Copies the list. */
    public CohortDrift {
        features = List.copyOf(features);
    }

    /**
     * One feature.
     *
     * @param name its name, as in {@link CohortProfile}
     * @param training mean of the training patients
     * @param here mean of these patients
     * @param difference standardised difference, here minus training; see {@link MeanDifference#standardized}
     * @param pValue of Welch's t-test, two-sided, Holm-adjusted over all features
     */
    public record Feature(String name, double training, double here, double difference, double pValue) {
        /** {@return whether the difference is at least {@value CohortDrift#LARGE} and its adjusted p-value below 0.05} */
        public boolean differs() {
            return Math.abs(difference) >= LARGE && pValue < 0.05;
        }
    }

    /**
     * Compares patients.
     *
     * @param training the profile a model keeps of its training patients
     * @param here the profile of other patients
     * @return the drift; without features where the model keeps none
     */
    public static CohortDrift of(CohortProfile training, CohortProfile here) {
        Map<String, CohortProfile.Feature> known = new HashMap<>();
        training.features().forEach(feature -> known.put(feature.name(), feature));
        List<Feature> found = new ArrayList<>();
        for (CohortProfile.Feature feature : here.features()) {
            CohortProfile.Feature before = known.get(feature.name());
            if (before != null && before.patients() > 1 && feature.patients() > 1) {
                found.add(compared(before, feature));
            }
        }
        double[] adjusted = PValueAdjustment.HOLM.adjust(
                found.stream().mapToDouble(Feature::pValue).toArray());
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            Feature one = found.get(i);
            features.add(new Feature(one.name, one.training, one.here, one.difference, adjusted[i]));
        }
        features.sort((a, b) -> Double.compare(Math.abs(b.difference), Math.abs(a.difference)));
        return new CohortDrift(features);
    }

    private static Feature compared(CohortProfile.Feature before, CohortProfile.Feature now) {
        MeanDifference difference = MeanDifference.of(group(now), group(before));
        return new Feature(now.name(), before.mean(), now.mean(), difference.standardized(), difference.pValue());
    }

    /** With the deviation that has one less than the number of patients as divisor. */
    private static MeanDifference.Group group(CohortProfile.Feature feature) {
        double n = feature.patients();
        return new MeanDifference.Group(
                feature.patients(), feature.mean(), feature.deviation() * Math.sqrt(n / (n - 1)));
    }

    /** {@return the features that {@linkplain Feature#differs differ}} */
    public List<Feature> differing() {
        return features.stream().filter(Feature::differs).toList();
    }
}
