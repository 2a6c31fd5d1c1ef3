package io.github.spectcad.cli;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Sex;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortFile;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.evaluation.Metrics;
import io.github.spectcad.study.text.NumberText;
import io.github.spectcad.study.trust.Subgroups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which subgroups are measured, and how they are shown. */
final class SubgroupOptions {
    private static final int MOST_GROUPS = 12;

    @Option(
            names = "--subgroups",
            description = "Also measure by sex, age band and body-mass index, and test whether the groups differ.")
    private boolean usual;

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            description =
                    "Also measure by the values of a column of the cohort, such as the type of stress; as often as"
                            + " needed.")
    private List<String> columns = new ArrayList<>();

    boolean wanted() {
        return usual || !columns.isEmpty();
    }

    /** The values of each factor for the predicted patients. */
    Map<String, List<String>> factors(Path cohort, List<Prediction> predictions) throws IOException {
        CohortFile file = CohortCsv.read(cohort, CohortReadOptions.DEFAULT.withStates());
        List<String> ids = predictions.stream().map(Prediction::patientId).toList();
        Map<String, List<String>> factors = usual ? usual(file.cohort(), ids) : new LinkedHashMap<>();
        for (String column : new LinkedHashSet<>(columns)) {
            if (!file.extraColumns().contains(column)) {
                throw new IllegalArgumentException(cohort + ": --by " + ErrorText.oneLine(column)
                        + ": must be a column of the cohort's own, of which there "
                        + (file.extraColumns().isEmpty() ? "is none" : "are " + String.join(", ", file.extraColumns()))
                        + "; --subgroups measures by sex, age and body-mass index");
            }
            List<String> values = ids.stream()
                    .map(id -> file.extras(id).getOrDefault(column, ""))
                    .map(value -> value.isBlank() ? Subgroups.UNKNOWN : value)
                    .toList();
            Set<String> distinct = new LinkedHashSet<>(values);
            if (distinct.size() > MOST_GROUPS) {
                throw new IllegalArgumentException(cohort + ": the column '" + ErrorText.oneLine(column) + "' has "
                        + distinct.size() + " different values: group them into at most " + MOST_GROUPS);
            }
            factors.put(column, values);
        }
        return factors;
    }

    /** Sex, age and body-mass index. */
    static Map<String, List<String>> usual(Cohort cohort, List<String> ids) {
        Map<String, List<String>> factors = new LinkedHashMap<>();
        List<PatientStudy> patients = cohort.patients(ids);
        factors.put(
                "sex",
                patients.stream()
                        .map(p -> p.clinical().sex().map(Sex::id).orElse(Subgroups.UNKNOWN))
                        .toList());
        factors.put(
                "age",
                patients.stream()
                        .map(p -> band(p.clinical().ageYears(), 55, 65, "years"))
                        .toList());
        factors.put(
                "body-mass index",
                patients.stream()
                        .map(p -> band(p.clinical().bmi(), 25, 30, "kg/m2"))
                        .toList());
        return factors;
    }

    private static String band(OptionalDouble value, int low, int high, String unit) {
        if (value.isEmpty()) {
            return Subgroups.UNKNOWN;
        }
        double v = value.getAsDouble();
        return v < low
                ? "below " + low + " " + unit
                : v < high ? "from " + low + " to below " + high + " " + unit : "from " + high + " " + unit;
    }

    static Map<String, Object> json(Subgroups subgroups) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("multiplicity", "Holm over all tests of all factors");
        for (Subgroups.Factor factor : subgroups.factors()) {
            Map<String, Object> one = new LinkedHashMap<>();
            for (Subgroups.Group group : factor.groups()) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("patients", group.patients());
                values.put("diseased", group.diseased());
                for (Metrics metrics : group.metrics()) {
                    Map<String, Object> measures = new LinkedHashMap<>();
                    metrics.byName().forEach((name, estimate) -> {
                        measures.put(name, estimate.value());
                        measures.put(name + "_ci", List.of(estimate.lower(), estimate.upper()));
                    });
                    values.put(metrics.analysis().id(), measures);
                }
                one.put(group.name(), values);
            }
            List<Map<String, Object>> tests = new ArrayList<>();
            for (Subgroups.Test test : factor.tests()) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("measure", test.measure());
                values.put("chi_square", test.result().statistic());
                values.put("df", test.result().degreesOfFreedom());
                values.put("p_value", test.result().pValue());
                values.put("p_adjusted", test.adjusted());
                tests.add(values);
            }
            one.put("tests", tests);
            result.put(factor.name(), one);
        }
        return result;
    }

    static String text(Subgroups subgroups) {
        StringBuilder text = new StringBuilder();
        for (Subgroups.Factor factor : subgroups.factors()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%-28s %5s %8s  %-22s %-22s %-22s %-22s%n",
                    "by " + ErrorText.oneLine(factor.name()),
                    "n",
                    "diseased",
                    "AUC per patient",
                    "AUC per vessel",
                    "sensitivity per patient",
                    "specificity per patient"));
            for (Subgroups.Group group : factor.groups()) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-26s %5d %8d",
                        ErrorText.oneLine(group.name()),
                        group.patients(),
                        group.diseased()));
                if (group.metrics().isEmpty()) {
                    text.append("  too few patients to measure");
                } else {
                    Metrics patient = group.metrics().get(Analysis.PER_PATIENT.ordinal());
                    Metrics vessel = group.metrics().get(Analysis.PER_VESSEL.ordinal());
                    for (Estimate estimate : List.of(
                            patient.byName().get("auc"),
                            vessel.byName().get("auc"),
                            patient.byName().get("sensitivity"),
                            patient.byName().get("specificity"))) {
                        text.append(String.format(Locale.ROOT, "  %-21s", EvaluationText.text(estimate)));
                    }
                }
                text.append(System.lineSeparator());
            }
            for (Subgroups.Test test : factor.tests()) {
                if (!Double.isNaN(test.result().pValue())) {
                    text.append(String.format(
                            Locale.ROOT,
                            "  %s: chi-square %.2f on %d, p %s, adjusted %s%n",
                            test.measure(),
                            test.result().statistic(),
                            test.result().degreesOfFreedom(),
                            NumberText.pValue(test.result().pValue()),
                            NumberText.pValue(test.adjusted())));
                }
            }
        }
        return text.append("p-values adjusted by Holm's method over all these tests")
                .append(System.lineSeparator())
                .toString();
    }
}
