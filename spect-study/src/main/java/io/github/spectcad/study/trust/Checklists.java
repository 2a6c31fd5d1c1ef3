package io.github.spectcad.study.trust;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spectcad.nn.model.CalibrationMethod;
import io.github.spectcad.nn.model.ModelDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What of the reporting guidelines a model file and its evaluations can fill in; items are named by their topics. */
final class Checklists {
    private static final String AUTHORS = "to be given by the authors";

    private Checklists() {}

    static void addTo(CardDocument card, ModelDescription model, Map<String, JsonNode> evaluations) {
        Facts facts = new Facts(model, evaluations);
        card.section(
                "TRIPOD+AI 2024",
                List.of("Collins et al., BMJ 2024;385:e078378. Items by number and topic."),
                rows(
                        "3 background, 4 objectives", AUTHORS,
                        "5 data: sources and dates", facts.data() + "; sources and dates " + AUTHORS,
                        "6 participants: setting, eligibility", AUTHORS,
                        "7 data preparation", facts.preparation(),
                        "8 outcome", facts.outcome(),
                        "9 predictors", facts.inputs(),
                        "10 sample size", facts.size(),
                        "11 missing data",
                                "patients without a map or clinical feature the model takes are refused, none is"
                                        + " imputed",
                        "12 analytical methods", facts.method(),
                        "13 class imbalance", "no resampling and no weights; " + facts.thresholds(),
                        "14 fairness", facts.subgroups(),
                        "15 model output", "a probability for each vessel; " + facts.thresholds(),
                        "16 training and evaluation data", facts.drift(),
                        "17 ethics, 18 open science, 19 involvement", AUTHORS,
                        "20 participants in the results", facts.profile(),
                        "21 model development", facts.size(),
                        "22 model specification", "this file holds the whole model, with a checksum for each part",
                        "23 model performance", facts.performance(),
                        "24 model updating", facts.updates(),
                        "25 interpretation, 26 limitations", facts.limits(),
                        "27 usability",
                                "input of poor quality is refused or warned of by the map gate; other points "
                                        + AUTHORS));
        card.section(
                "CLAIM 2024",
                List.of("Tejani et al., Radiology: Artificial Intelligence 2024;6(4):e240300. Items by topic."),
                rows(
                        "data sources, inclusion and exclusion",
                        AUTHORS,
                        "preprocessing",
                        facts.preparation(),
                        "de-identification",
                        AUTHORS,
                        "missing data",
                        "refused, none is imputed",
                        "image acquisition protocol",
                        AUTHORS,
                        "reference standard",
                        facts.outcome(),
                        "annotators and their variability",
                        AUTHORS,
                        "assignment to partitions",
                        facts.data() + "; disjoint by patient",
                        "model, initialisation, training",
                        facts.method(),
                        "selection of the final model",
                        facts.selection(),
                        "ensembling",
                        facts.ensemble(),
                        "software",
                        "library " + model.versions().library() + ", "
                                + model.versions().backend(),
                        "evaluation metrics with uncertainty",
                        facts.performance(),
                        "robustness, external testing",
                        facts.drift(),
                        "explainability",
                        facts.explanations(),
                        "failure analysis",
                        AUTHORS,
                        "protocol, registration, funding",
                        AUTHORS));
        card.section(
                "STARD-AI 2025",
                List.of("Items by topic."),
                rows(
                        "index test: model and version",
                        "this file, " + facts.method(),
                        "thresholds and how they were chosen",
                        facts.thresholds() + "; " + facts.selection(),
                        "reference standard and its rationale",
                        facts.outcome(),
                        "blinding of the reference standard",
                        AUTHORS,
                        "indeterminate results",
                        "probabilities always; sets and 'no answer' with spect predict" + " --coverage",
                        "missing data",
                        "refused, none is imputed",
                        "sample size",
                        facts.size(),
                        "time between index test and reference",
                        AUTHORS,
                        "cross tabulation and accuracy with intervals",
                        facts.performance(),
                        "subgroups and fairness",
                        facts.subgroups(),
                        "limitations and intended use",
                        facts.limits()));
    }

    private static List<List<String>> rows(String... itemsAndTexts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("item", "reported"));
        for (int i = 0; i < itemsAndTexts.length; i += 2) {
            rows.add(List.of(itemsAndTexts[i], itemsAndTexts[i + 1]));
        }
        return rows;
    }

    /** What is known, as short texts. */
    private record Facts(ModelDescription model, Map<String, JsonNode> evaluations) {
        private boolean has(String field) {
            return evaluations.values().stream().anyMatch(json -> json.findValue(field) != null);
        }

        private String where(String field, String missing) {
            List<String> names = evaluations.entrySet().stream()
                    .filter(entry -> entry.getValue().findValue(field) != null)
                    .map(Map.Entry::getKey)
                    .toList();
            return names.isEmpty() ? missing : "see evaluation " + String.join(", ", names);
        }

        String data() {
            return model.data().trainingPatients() + " training and "
                    + model.data().validationPatients() + " validation patients, identified by fingerprints";
        }

        String preparation() {
            return "maps divided by their maximum, "
                    + model.training().network().pixels() + " pixels, "
                    + model.training().settings().maps().name().toLowerCase(Locale.ROOT)
                    + " scaling and z-scored clinical features, both fitted on the training patients alone";
        }

        String outcome() {
            return "disease of LAD, RCA, LCX by the labels of strategy "
                    + model.training().strategy() + "; how the reference was made " + AUTHORS;
        }

        String inputs() {
            return String.join(
                    "; ",
                    model.inputs().stream()
                            .map(input -> input.name() + ": " + input.meaning())
                            .toList());
        }

        String size() {
            return model.data().trainingPatients() + " patients trained, "
                    + model.data().validationPatients() + " validated; justification " + AUTHORS;
        }

        String method() {
            return model.training().network().backbone() + ", "
                    + model.training().network().fusion() + ", strategy "
                    + model.training().strategy() + ", seed " + model.training().seed();
        }

        String thresholds() {
            return "thresholds LAD, RCA, LCX "
                    + String.join(
                            ", ",
                            model.thresholds().stream().map(ModelCard::figure).toList());
        }

        String selection() {
            return "epoch and thresholds by the validation patients, never by test patients";
        }

        String ensemble() {
            return model.averaging().members() == 1
                    ? "one network"
                    : "mean of the logits of " + model.averaging().members() + " networks";
        }

        String subgroups() {
            return where("subgroups", "not measured: add an evaluation with --subgroups");
        }

        String drift() {
            return where("drift", "not measured: add a result of spect recalibrate on external patients");
        }

        String performance() {
            return has("per-vessel")
                    ? where("per-vessel", "")
                    : "validation figures above; add an evaluation on test patients";
        }

        String explanations() {
            return where("check", "not checked: add a result of spect explain --check");
        }

        String profile() {
            return model.assurance().profile().features().isEmpty() ? AUTHORS : "see Data";
        }

        String updates() {
            return model.assurance().derivations().isEmpty()
                    ? "none since training"
                    : model.assurance().derivations().size() + " since training, see above";
        }

        String limits() {
            return "research use only, not for diagnosis"
                    + (model.assurance().calibration().method() == CalibrationMethod.NONE
                            ? "; probabilities are not calibrated"
                            : "")
                    + (model.imageUse().looksAtImage() ? "" : "; the network does not look at the maps");
        }
    }
}
