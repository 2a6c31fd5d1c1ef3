package io.github.spectcad.study.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.Assurance;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.CohortProfile;
import io.github.spectcad.nn.model.Derivation;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.OutOfSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The card of a model: what it is for, what it was made from, how it did, and what of TRIPOD+AI, CLAIM and STARD-AI the model
 * file and its evaluations can fill in. What only people know is marked as theirs to give.
 *
 * <p>Mitchell et al.: Model cards for model reporting, <a href="https://doi.org/10.1145/3287560.3287596">doi:10.1145/3287560.3287596</a>.
 *
 * @since 0.1.0
 */
public final class ModelCard {
    private final CardDocument document;

    private ModelCard(CardDocument document) {
        this.document = document;
    }

    /**
     * The card of a model.
     *
     * @param model its description
     * @param sha256 SHA-256 in hex of its file
     * @param evaluations JSON results of evaluations by their names, such as those of {@code spect evaluate --json}
     * @return the card
     */
    public static ModelCard of(ModelDescription model, String sha256, Map<String, JsonNode> evaluations) {
        CardDocument card = new CardDocument("Model card: " + network(model));
        card.section("Intended use and limits", List.of(model.intendedUse()), List.of());
        List<CardEvaluation> results = new ArrayList<>();
        evaluations.forEach((name, json) -> results.add(new CardEvaluation(name, json)));
        performance(card, results);
        card.section("Model", List.of(), model(model, sha256));
        card.section("Data", dataNotes(model), data(model.assurance().profile()));
        card.section("Protocol", protocol(model), List.of());
        card.section(
                "Figures on the validation patients",
                List.of(
                        "These patients chose the thresholds"
                                + (model.averaging().members() > 1
                                        ? ""
                                        : " and, without a" + " cosine schedule, the epoch")
                                + ": new patients will do worse.",
                        sentence(model.imageUse().describe())),
                validation(model));
        card.section(
                "Calibration", List.of(sentence(model.assurance().calibration().describe())), calibration(model));
        results.forEach(result -> result.addTo(card));
        card.section("Changes since training", derivationNotes(model), derivations(model));
        Checklists.addTo(card, model, evaluations);
        results.forEach(result -> result.addAllTo(card));
        return new ModelCard(card);
    }

    private static void performance(CardDocument card, List<CardEvaluation> results) {
        List<CardEvaluation> measured = results.stream()
                .filter(result -> result.performance().size() > 1)
                .toList();
        CardDocument.Section section = card.section("Performance");
        if (measured.isEmpty()) {
            section.paragraph("Not measured on patients of their own: see the figures on the validation patients.");
        }
        for (CardEvaluation result : measured) {
            section.paragraph(result.patients());
            section.table("", result.performance());
        }
        if (!measured.isEmpty()) {
            section.paragraph("With 95 % intervals.");
        }
    }

    private static String network(ModelDescription model) {
        return model.training().network().backbone() + ", "
                + model.training().network().fusion() + ", " + model.training().strategy();
    }

    private static List<List<String>> model(ModelDescription model, String sha256) {
        List<List<String>> rows = table("property", "value");
        rows.add(List.of("network", network(model)));
        rows.add(List.of(
                "maps",
                model.training().network().pixels() + " x "
                        + model.training().network().pixels() + " pixels"));
        model.inputs().forEach(input -> rows.add(List.of("input " + input.name(), input.meaning())));
        rows.add(List.of(
                "outputs",
                "probability of disease of "
                        + String.join(", ", model.outputs()).toUpperCase(Locale.ROOT)));
        rows.add(List.of(
                "networks averaged",
                model.averaging().members() + " (folds " + model.averaging().folds() + ", seeds "
                        + model.averaging().seeds() + ")"));
        rows.add(List.of("thresholds LAD, RCA, LCX", figures(model.thresholds())));
        rows.add(List.of("seed", Long.toString(model.training().seed())));
        rows.add(List.of("library", model.versions().library()));
        rows.add(List.of("backend", model.versions().backend()));
        rows.add(List.of(
                "Java and platform",
                model.versions().java() + ", " + model.versions().platform()));
        rows.add(List.of("SHA-256 of the file", sha256));
        return rows;
    }

    private static List<String> dataNotes(ModelDescription model) {
        ModelDescription.Data data = model.data();
        String patients = data.trainingPatients() + " training patients (fingerprint "
                + short12(data.trainingFingerprint()) + "), "
                + data.validationPatients() + " validation patients (fingerprint "
                + short12(data.validationFingerprint()) + "), ";
        return List.of(patients
                + (model.averaging().folds() > 1
                        ? "who took turns in " + model.averaging().folds()
                                + " folds: no network was validated on patients who trained it. "
                        : "no patient in both. ")
                + (data.initialWeights().isEmpty()
                        ? "Training began with random weights."
                        : "Training began with the weights " + short12(data.initialWeights()) + "."));
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private static String short12(String fingerprint) {
        return fingerprint.isEmpty() ? "unknown" : fingerprint.substring(0, Math.min(12, fingerprint.length()));
    }

    private static List<List<String>> data(CohortProfile profile) {
        List<List<String>> rows = table("training patients", "known of", "mean or share", "standard deviation");
        profile.features().stream()
                .filter(feature -> !feature.name().matches("(rest|stress)_\\d+"))
                .forEach(feature -> rows.add(List.of(
                        feature.name(),
                        Integer.toString(feature.patients()),
                        figure(feature.mean()),
                        figure(feature.deviation()))));
        return rows.size() == 1 ? List.of() : rows;
    }

    private static List<String> protocol(ModelDescription model) {
        List<String> notes = new ArrayList<>();
        notes.add("Strategy " + model.training().strategy() + "; "
                + model.validation().epochs() + " epochs in all.");
        notes.add(
                model.notes().isEmpty()
                        ? "The paper's protocol."
                        : "Different from the paper: " + String.join("; ", model.notes()) + ".");
        return notes;
    }

    private static List<List<String>> validation(ModelDescription model) {
        List<List<String>> rows = table("measure", "value");
        rows.add(List.of("AUC per vessel", figure(model.validation().auc())));
        for (int v = 0; v < model.validation().vesselAuc().size(); v++) {
            rows.add(List.of(
                    "AUC " + VesselTerritory.ORDER.get(v),
                    figure(model.validation().vesselAuc().get(v))));
        }
        rows.add(List.of("accuracy", figure(model.validation().accuracy())));
        rows.add(List.of("loss", figure(model.validation().loss())));
        return rows;
    }

    private static List<List<String>> calibration(ModelDescription model) {
        OutOfSample data = model.assurance().outOfSample();
        if (data.patients() == 0) {
            return List.of();
        }
        List<List<String>> rows =
                table("out-of-sample patients", "Brier score", "calibration error", "slope", "intercept");
        rows.add(row("as the network gives them", CalibrationMeasures.of(data)));
        Calibration calibration = model.assurance().calibration();
        if (!calibration.equals(Calibration.NONE)) {
            rows.add(row(
                    "calibrated, on the patients it was learned from",
                    CalibrationMeasures.of(data.calibrated(calibration))));
        }
        return rows;
    }

    private static List<String> row(String name, CalibrationMeasures measures) {
        return List.of(
                name,
                figure(measures.brier()),
                figure(measures.calibrationError()),
                figure(measures.slope()),
                figure(measures.intercept()));
    }

    private static List<String> derivationNotes(ModelDescription model) {
        return model.assurance().derivations().isEmpty() ? List.of("None.") : List.of();
    }

    private static List<List<String>> derivations(ModelDescription model) {
        Assurance assurance = model.assurance();
        if (assurance.derivations().isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = table("change", "patients", "made from (SHA-256)", "library");
        for (Derivation step : assurance.derivations()) {
            rows.add(List.of(step.change(), Integer.toString(step.patients()), step.parent(), step.library()));
        }
        return rows;
    }

    private static List<List<String>> table(String... head) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(head));
        return rows;
    }

    private static String figures(List<Double> values) {
        return String.join(", ", values.stream().map(ModelCard::figure).toList());
    }

    static String figure(double value) {
        return Double.isNaN(value) ? "undefined" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** {@return the card as Markdown} */
    public String markdown() {
        return document.markdown();
    }

    /** {@return the card as one HTML page without scripts or references} */
    public String html() {
        return document.html();
    }
}
