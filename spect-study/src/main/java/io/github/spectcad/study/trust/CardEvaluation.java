package io.github.spectcad.study.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.text.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What a card says of the JSON result of {@code spect evaluate}, {@code recalibrate}, {@code calibrate} or {@code explain
 * --check}: the figures that people ask for first as tables, all others folded away.
 */
final class CardEvaluation {
    private static final int DRIFTS_SHOWN = 8;
    private static final Set<Long> COVERAGES_SHOWN = Set.of(100L, 80L, 50L, 20L);
    private static final double SIGNIFICANT = 0.05;
    private static final String UNDEFINED = "undefined";

    private final String name;
    private final JsonNode json;

    CardEvaluation(String name, JsonNode json) {
        this.name = name;
        this.json = json;
    }

    /** Discrimination of each vessel, per vessel and per patient with 95 % intervals; only a head where the result has none. */
    List<List<String>> performance() {
        List<List<String>> rows = table("case", "diseased", "AUC", "sensitivity", "specificity", "accuracy");
        JsonNode metrics = json.has("evaluation") ? json.get("evaluation") : json;
        for (Analysis analysis : Analysis.ORDER) {
            JsonNode one = metrics.path(analysis.id());
            if (one.has("auc")) {
                int diseased = one.path("tp").asInt() + one.path("fn").asInt();
                int healthy = one.path("tn").asInt() + one.path("fp").asInt();
                rows.add(List.of(
                        analysis.title(),
                        diseased + " of " + (diseased + healthy),
                        estimate(one, "auc"),
                        estimate(one, "sensitivity"),
                        estimate(one, "specificity"),
                        estimate(one, "accuracy")));
            }
        }
        return rows;
    }

    /** Who was measured, in words; empty where the result does not say. */
    String patients() {
        if (!json.has("patients")) {
            return "";
        }
        StringJoiner text = new StringJoiner("; ", name + ": ", ".");
        text.add((json.has("evaluation") ? "before any recalibration, " : "")
                + json.get("patients").asText() + " patients"
                + (json.has("reference") ? " by " + json.get("reference").asText() : ""));
        if (json.path("missing").asInt() > 0) {
            text.add(json.get("missing").asText() + " expected patients are missing");
        }
        if (json.path("left_out_because_trained_on").asInt() > 0) {
            text.add(json.get("left_out_because_trained_on").asText()
                    + " others had trained the model and are left out");
        }
        if (json.has("thresholds_from")) {
            StringJoiner thresholds = new StringJoiner(", ", "thresholds LAD, RCA, LCX ", "");
            json.path("thresholds").forEach(threshold -> thresholds.add(figure(threshold)));
            text.add(thresholds + " (from " + json.get("thresholds_from").asText() + ")");
        }
        return text.toString();
    }

    /** Adds what goes beyond discrimination, as a section of its own where there is anything. */
    void addTo(CardDocument card) {
        CardDocument.Section section = card.section("Evaluation: " + name);
        if (json.has("check")) {
            section.paragraph(check(json.get("check")));
        }
        coverage(section);
        section.table(
                "Reaching a " + json.at("/operating_points/target").asText() + " of "
                        + figure(json.at("/operating_points/value")) + ", thresholds chosen on these patients",
                operatingPoints());
        section.table("Thresholds that are best on these patients (Youden)", youden());
        section.table("Calibration on these patients, the model as it is", calibration());
        recalibration(section, json.has("recalibration") ? json.get("recalibration") : json.path("trial"));
        subgroups(section);
        drift(section);
    }

    /** Adds every number and text of the result. */
    void addAllTo(CardDocument card) {
        Map<String, String> values = new LinkedHashMap<>();
        collect("", json, values);
        List<List<String>> rows = table("figure", "value");
        values.forEach((figure, value) -> {
            String interval = values.get(figure + " ci");
            if (!figure.endsWith(" ci")) {
                boolean known = interval != null && !interval.contains(UNDEFINED);
                rows.add(List.of(figure, known ? value + " (" + interval.replace(", ", " to ") + ")" : value));
            }
        });
        card.folded("All figures of " + name).table("", rows);
    }

    private void coverage(CardDocument.Section section) {
        StringJoiner points =
                new StringJoiner(", ", "Accuracy where only the surest decisions on vessels are made: ", ".");
        points.setEmptyValue("");
        for (JsonNode point : json.path("accuracy_against_coverage")) {
            long percent = Math.round(100 * point.path(0).asDouble());
            if (COVERAGES_SHOWN.contains(percent)) {
                points.add(figure(point.path(1)) + " if " + percent + " % are");
            }
        }
        if (!points.toString().isEmpty()) {
            section.paragraph(points.toString());
        }
    }

    private List<List<String>> operatingPoints() {
        List<List<String>> rows = table(
                "case",
                "threshold",
                "sensitivity",
                "specificity",
                "prevalence",
                "positive predictive value",
                "negative predictive value");
        for (Analysis analysis : Analysis.ORDER) {
            JsonNode one = json.path("operating_points").path(analysis.id());
            if (!one.isMissingNode()) {
                rows.add(List.of(
                        analysis.title(),
                        estimate(one, "threshold"),
                        estimate(one, "sensitivity"),
                        estimate(one, "specificity"),
                        figure(one.path("prevalence")),
                        estimate(one, "positive_predictive_value"),
                        estimate(one, "negative_predictive_value")));
            }
        }
        return rows;
    }

    private List<List<String>> youden() {
        List<List<String>> rows = table("vessel", "threshold", "sensitivity", "specificity");
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            JsonNode one = json.path("youden_thresholds").path(vessel.id());
            if (!one.isMissingNode()) {
                rows.add(List.of(
                        vessel.name(),
                        estimate(one, "threshold"),
                        figure(one.path("sensitivity")),
                        figure(one.path("specificity"))));
            }
        }
        return rows;
    }

    private List<List<String>> calibration() {
        List<List<String>> rows = calibrationTable("vessel");
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            JsonNode one = json.path("calibration").path(vessel.id());
            if (!one.isMissingNode()) {
                rows.add(calibrationRow(vessel.name(), one));
            }
        }
        return rows;
    }

    private static void recalibration(CardDocument.Section section, JsonNode trial) {
        if (!trial.has("as_it_is")) {
            return;
        }
        List<List<String>> rows = calibrationTable("method");
        rows.add(calibrationRow("as it is", trial.get("as_it_is")));
        trial.path("methods").properties().forEach(method -> {
            if (!method.getKey().equals("none")) {
                rows.add(calibrationRow(method.getKey(), method.getValue()));
            }
        });
        rows.add(calibrationRow("chosen within", trial.path("method_chosen_within")));
        section.table("Recalibrating, by nested cross-validation over all vessels", rows);
        section.paragraph("Recalibrating lowers the Brier score by " + estimate(trial, "brier_gain", "%.4f")
                + "; smallest log loss: " + trial.path("chosen").asText() + ".");
    }

    private static List<List<String>> calibrationTable(String first) {
        return table(first, "Brier score", "log loss", "calibration error", "slope", "intercept");
    }

    private static List<String> calibrationRow(String name, JsonNode measures) {
        return List.of(
                name,
                figure(measures.path("brier"), "%.3f"),
                figure(measures.path("log_loss"), "%.3f"),
                figure(measures.path("expected_calibration_error"), "%.3f"),
                figure(measures.path("slope")),
                figure(measures.path("intercept")));
    }

    private void subgroups(CardDocument.Section section) {
        json.path("subgroups").properties().forEach(factor -> {
            if (!factor.getValue().isObject()) {
                return;
            }
            List<List<String>> rows = table(
                    factor.getKey(),
                    "diseased",
                    "AUC per patient",
                    "AUC per vessel",
                    "sensitivity per patient",
                    "specificity per patient");
            factor.getValue().properties().forEach(group -> {
                JsonNode values = group.getValue();
                if (values.has("patients")) {
                    JsonNode patient = values.path(Analysis.PER_PATIENT.id());
                    rows.add(List.of(
                            group.getKey(),
                            values.path("diseased").asText() + " of "
                                    + values.get("patients").asText(),
                            estimate(patient, "auc"),
                            estimate(values.path(Analysis.PER_VESSEL.id()), "auc"),
                            estimate(patient, "sensitivity"),
                            estimate(patient, "specificity")));
                }
            });
            section.table("By " + factor.getKey(), rows);
            differences(section, factor.getValue().path("tests"));
        });
    }

    /** The tests that find a difference, or that none does. */
    private static void differences(CardDocument.Section section, JsonNode tests) {
        StringJoiner found = new StringJoiner(", ");
        double smallest = Double.NaN;
        for (JsonNode test : tests) {
            double p = test.path("p_adjusted").asDouble(Double.NaN);
            if (p < SIGNIFICANT) {
                found.add(test.path("measure").asText() + " (p " + figure(test.get("p_adjusted"), "%.3f") + ")");
            }
            smallest = Double.isNaN(p) || p > smallest ? smallest : p;
        }
        if (!Double.isNaN(smallest)) {
            section.paragraph(
                    found.length() > 0
                            ? "These groups differ in " + found + "; adjusted by Holm over all factors."
                            : String.format(
                                    Locale.ROOT,
                                    "No significant difference between these groups; smallest p adjusted by Holm over all"
                                            + " factors: %.2f.",
                                    smallest));
        }
    }

    private void drift(CardDocument.Section section) {
        JsonNode features = json.path("drift");
        List<List<String>> rows =
                table("feature", "mean in training", "mean here", "difference in standard deviations", "p, adjusted");
        int differing = 0;
        for (JsonNode feature : features) {
            differing += feature.path("differs").asBoolean() ? 1 : 0;
            if (rows.size() <= DRIFTS_SHOWN) {
                rows.add(List.of(
                        feature.path("feature").asText(),
                        figure(feature.path("training_mean")),
                        figure(feature.path("here_mean")),
                        figure(feature.path("standardised_difference")),
                        figure(feature.path("p_adjusted"), "%.3f")));
            }
        }
        if (features.size() > 0) {
            section.paragraph(
                    differing + " of " + features.size() + " features differ from those of the training patients"
                            + " by half a standard deviation and more.");
            section.table("Largest differences from the training patients", rows);
        }
    }

    private String check(JsonNode check) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Explanation of %s by %s: it %s the weights.",
                json.path("vessel").asText().toUpperCase(Locale.ROOT),
                json.path("method").asText(),
                check.path("changes_with_weights").asBoolean() ? "changes with" : "DOES NOT CHANGE WITH"));
        JsonNode place = check.path("localisation");
        if (place.has("patients")) {
            text.append(String.format(
                    Locale.ROOT,
                    " The brightest pixel lies in the defect in %s of %s simulated patients (95 %% interval %s to %s); %s of the"
                            + " saliency lies in it, which has %s of the area.",
                    place.path("pointing_hits").asText(),
                    place.path("patients").asText(),
                    figure(place.path("pointing_ci").path(0)),
                    figure(place.path("pointing_ci").path(1)),
                    figure(place.path("share_inside_defect")),
                    figure(place.path("share_of_area"))));
        }
        for (String curve : List.of("deletion", "insertion")) {
            text.append(String.format(
                    Locale.ROOT,
                    " Area under the probability during %s: %s, with the saliency turned about the centre %s.",
                    curve,
                    figure(check.path(curve).path("area")),
                    figure(check.path(curve).path("turned_area"))));
        }
        return text.toString();
    }

    private static void collect(String name, JsonNode json, Map<String, String> values) {
        if (json.isObject()) {
            json.properties()
                    .forEach(field ->
                            collect((name + " " + field.getKey().replace('_', ' ')).strip(), field.getValue(), values));
        } else if (json.isArray()) {
            boolean plain = true;
            List<String> cells = new ArrayList<>();
            for (JsonNode element : json) {
                plain &= !element.isContainerNode();
                cells.add(text(element));
            }
            if (plain && cells.size() <= 6) {
                values.put(name, String.join(", ", cells));
            } else {
                for (int i = 0; i < json.size() && !plain; i++) {
                    collect(name + " " + (i + 1), json.get(i), values);
                }
            }
        } else {
            values.put(name, text(json));
        }
    }

    private static String text(JsonNode json) {
        return json.isNull()
                ? UNDEFINED
                : json.isFloatingPointNumber() ? ModelCard.figure(json.asDouble()) : json.asText();
    }

    private static String estimate(JsonNode measures, String measure) {
        return estimate(measures, measure, "%.2f");
    }

    /** A value with its interval, where it has one. */
    private static String estimate(JsonNode measures, String measure, String format) {
        JsonNode interval = measures.path(measure + "_ci");
        String value = figure(measures.path(measure), format);
        return interval.path(0).isNumber() && interval.path(1).isNumber()
                ? value + " (" + figure(interval.get(0), format) + " to " + figure(interval.get(1), format) + ")"
                : value;
    }

    private static String figure(JsonNode value) {
        return figure(value, "%.2f");
    }

    private static String figure(JsonNode value, String format) {
        return value.isNumber() ? NumberText.of(format, value.asDouble()) : "–";
    }

    private static List<List<String>> table(String... head) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(head));
        return rows;
    }
}
