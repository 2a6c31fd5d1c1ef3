package io.github.spectcad.study.comparison;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Models with predictions for the same test patients.
 *
 * @param title what they predict, for people
 * @param models the models, at least two, each with an own name, all with the same patients in the same order
 */
public record ComparedModels(String title, List<Model> models) {
    /** Checks names and patients. */
    public ComparedModels {
        Objects.requireNonNull(title, "title");
        models = List.copyOf(models);
        if (models.size() < 2) {
            throw new IllegalArgumentException(
                    "there are " + models.size() + " models to compare (" + title + "): give at least two");
        }
        if (models.stream().map(Model::name).distinct().count() < models.size()) {
            throw new IllegalArgumentException("two models to compare (" + title + ") have the same name");
        }
        LabelledPredictions first = models.get(0).test();
        for (Model model : models) {
            if (!ids(model.test()).equals(ids(first)) || !model.test().truth().equals(first.truth())) {
                throw new IllegalArgumentException("the model " + model.name()
                        + " has predictions for other patients than "
                        + models.get(0).name() + ", in another order or by another reference: align them first");
            }
        }
    }

    /**
     * One model.
     *
     * @param name name for people
     * @param factors its level of each factor, for example {@code strategy} to {@code strategy-1}; the same factors in the
     *     same order for all models
     * @param test predictions for the test patients
     * @param validation predictions for the validation patients, if known
     * @param thresholds when a vessel counts as diseased, chosen without the test patients
     */
    public record Model(
            String name,
            Map<String, String> factors,
            LabelledPredictions test,
            Optional<LabelledPredictions> validation,
            Thresholds thresholds) {
        /** Copies the map. */
        public Model {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(test, "test");
            Objects.requireNonNull(validation, "validation");
            Objects.requireNonNull(thresholds, "thresholds");
            factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
        }

        /**
         * The area under the ROC curve on the validation patients.
         *
         * @param analysis what counts as a case
         * @return the area; NaN where the predictions are unknown or of one class
         */
        public double validationAuc(Analysis analysis) {
            return validation.map(data -> data.auc(analysis)).orElse(Double.NaN);
        }
    }

    /**
     * The model selected without the test patients.
     *
     * @param analysis what counts as a case
     * @return index of the model with the largest area on the validation patients, the first of equals; empty if no area is
     *     known
     */
    public OptionalInt bestOnValidation(Analysis analysis) {
        int best = -1;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < models.size(); i++) {
            double auc = models.get(i).validationAuc(analysis);
            if (auc > largest) {
                largest = auc;
                best = i;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    /**
     * Models whose predictions may be in different orders.
     *
     * @param title what they predict
     * @param models the models; their patients are put into the order of the first
     * @return the models
     * @throws IllegalArgumentException if the models have different patients, naming one
     */
    public static ComparedModels align(String title, List<Model> models) {
        List<Model> aligned = new ArrayList<>();
        for (Model model : models) {
            LabelledPredictions first = models.get(0).test();
            Map<String, Integer> place = new HashMap<>();
            List<String> ids = ids(model.test());
            for (int i = 0; i < ids.size(); i++) {
                place.put(ids.get(i), i);
            }
            List<Prediction> predictions = new ArrayList<>();
            List<VesselLabels> truth = new ArrayList<>();
            for (String id : ids(first)) {
                Integer i = place.get(id);
                if (i == null || ids.size() != first.patients()) {
                    throw new IllegalArgumentException(
                            "the models " + models.get(0).name() + " and " + model.name()
                                    + " have predictions for different patients"
                                    + (i == null ? ", patient '" + id + "' among them" : "")
                                    + ": compare models on the same patients");
                }
                predictions.add(model.test().predictions().get(i));
                truth.add(model.test().truth().get(i));
            }
            aligned.add(new Model(
                    model.name(),
                    model.factors(),
                    new LabelledPredictions(model.test().reference(), predictions, truth),
                    model.validation(),
                    model.thresholds()));
        }
        return new ComparedModels(title, aligned);
    }

    private static List<String> ids(LabelledPredictions predictions) {
        return predictions.predictions().stream().map(Prediction::patientId).toList();
    }
}
