package io.github.spectcad.study.trust;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.HomogeneityTest;
import io.github.spectcad.stats.PValueAdjustment;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The measures of predictions within groups of patients, and whether chance explains how they differ between the groups:
 * Cochran's Q for areas (per vessel with vessels clustered in patients), chi-square for sensitivity and specificity per
 * patient. P-values are adjusted by Holm's method over all tests of all factors.
 *
 * @param factors one for each way of dividing the patients
 * @since 0.1.0
 */
public record Subgroups(List<Factor> factors) {
    /** The value of patients of whom a factor is not known; they are measured but not compared. */
    public static final String UNKNOWN = "unknown";

    /** Copies the list. */
    public Subgroups {
        factors = List.copyOf(factors);
    }

    /**
     * One way of dividing the patients.
     *
     * @param name the factor, for example sex
     * @param groups the groups in the order they were given
     * @param tests the comparisons
     */
    public record Factor(String name, List<Group> groups, List<Test> tests) {
        /** Copies the lists. */
        public Factor {
            groups = List.copyOf(groups);
            tests = List.copyOf(tests);
        }
    }

    /**
     * One group.
     *
     * @param name the value of the factor
     * @param patients number of patients
     * @param diseased number of patients with a diseased vessel
     * @param metrics all measures, one entry for each of {@link Analysis#ORDER}; those that need both classes are NaN where the
     *     group has one
     */
    public record Group(String name, int patients, int diseased, List<Metrics> metrics) {
        /** Copies the list. */
        public Group {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * One comparison of the groups of a factor.
     *
     * @param measure what is compared
     * @param result the test
     * @param adjusted its p-value adjusted over all tests of all factors; NaN where it is undefined
     */
    public record Test(String measure, HomogeneityTest.Result result, double adjusted) {}

    /**
     * Measures groups.
     *
     * @param data the predictions and labels
     * @param thresholds when a vessel counts as diseased
     * @param factors for each factor the value of each patient, in the order of the predictions; {@value #UNKNOWN} where it
     *     is not known
     * @return the measures and comparisons
     * @throws IllegalArgumentException if a factor has not one value for each patient
     */
    public static Subgroups of(LabelledPredictions data, Thresholds thresholds, Map<String, List<String>> factors) {
        List<Factor> measured = new ArrayList<>();
        factors.forEach((name, values) -> measured.add(factor(data, thresholds, name, values)));
        double[] adjusted = PValueAdjustment.HOLM.adjust(measured.stream()
                .flatMap(factor -> factor.tests.stream())
                .mapToDouble(test -> test.result.pValue())
                .toArray());
        List<Factor> complete = new ArrayList<>();
        int next = 0;
        for (Factor factor : measured) {
            List<Test> tests = new ArrayList<>();
            for (Test test : factor.tests) {
                tests.add(new Test(test.measure, test.result, adjusted[next++]));
            }
            complete.add(new Factor(factor.name, factor.groups, tests));
        }
        return new Subgroups(complete);
    }

    private static Factor factor(LabelledPredictions data, Thresholds thresholds, String name, List<String> values) {
        if (values.size() != data.patients()) {
            throw new IllegalArgumentException(
                    "the factor '" + name + "' has " + values.size() + " values for " + data.patients() + " patients");
        }
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            members.computeIfAbsent(Objects.requireNonNull(values.get(i), name), value -> new ArrayList<>())
                    .add(i);
        }
        List<String> names =
                members.keySet().stream().sorted(Subgroups::inOrder).toList();
        List<Group> groups = new ArrayList<>();
        List<LabelledPredictions> compared = new ArrayList<>();
        List<Group> comparedGroups = new ArrayList<>();
        for (String value : names) {
            LabelledPredictions part = part(data, members.get(value));
            int diseased =
                    (int) part.truth().stream().filter(VesselLabels::anyVessel).count();
            Group group = new Group(value, part.patients(), diseased, metrics(part, thresholds));
            groups.add(group);
            if (!value.equals(UNKNOWN)) {
                compared.add(part);
                comparedGroups.add(group);
            }
        }
        return new Factor(name, groups, tests(compared, comparedGroups));
    }

    private static int inOrder(String a, String b) {
        return a.equals(UNKNOWN) ? (b.equals(UNKNOWN) ? 0 : 1) : b.equals(UNKNOWN) ? -1 : a.compareTo(b);
    }

    private static LabelledPredictions part(LabelledPredictions data, List<Integer> members) {
        List<Prediction> predictions =
                members.stream().map(data.predictions()::get).toList();
        return new LabelledPredictions(
                data.reference(),
                predictions,
                members.stream().map(data.truth()::get).toList());
    }

    private static List<Metrics> metrics(LabelledPredictions part, Thresholds thresholds) {
        return part.oneClass(Analysis.PER_VESSEL).isPresent()
                ? List.of()
                : Evaluator.withDefaults().evaluate(part, thresholds).metrics();
    }

    private static List<Test> tests(List<LabelledPredictions> parts, List<Group> groups) {
        List<Test> tests = new ArrayList<>();
        for (Analysis analysis : List.of(Analysis.PER_PATIENT, Analysis.PER_VESSEL)) {
            double[] areas = new double[parts.size()];
            double[] variances = new double[parts.size()];
            for (int i = 0; i < areas.length; i++) {
                LabelledPredictions part = parts.get(i);
                boolean defined = part.oneClass(analysis).isEmpty();
                Auc auc = !defined
                        ? null
                        : analysis == Analysis.PER_VESSEL
                                ? Auc.of(part.labels(analysis), part.scores(analysis), part.patientOfCase())
                                : Auc.of(part.labels(analysis), part.scores(analysis));
                areas[i] = defined ? auc.value() : Double.NaN;
                variances[i] = defined ? auc.variance() : Double.NaN;
            }
            tests.add(new Test(
                    "AUC " + analysis.title().toLowerCase(Locale.ROOT),
                    HomogeneityTest.withDefaults().test(areas, variances),
                    Double.NaN));
        }
        tests.add(proportions("sensitivity per patient", groups, true));
        tests.add(proportions("specificity per patient", groups, false));
        return tests;
    }

    private static Test proportions(String measure, List<Group> groups, boolean sensitivity) {
        List<Metrics> measured = groups.stream()
                .filter(group -> !group.metrics.isEmpty())
                .map(group -> group.metrics.get(Analysis.PER_PATIENT.ordinal()))
                .toList();
        long[] right = measured.stream()
                .mapToLong(m ->
                        sensitivity ? m.counts().truePositives() : m.counts().trueNegatives())
                .toArray();
        long[] of = measured.stream()
                .mapToLong(m -> sensitivity
                        ? m.counts().truePositives() + m.counts().falseNegatives()
                        : m.counts().trueNegatives() + m.counts().falsePositives())
                .toArray();
        return new Test(measure, HomogeneityTest.withDefaults().test(right, of), Double.NaN);
    }
}
