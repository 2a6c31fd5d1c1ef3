package io.github.spectcad.nn.train;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.ImageUse;
import io.github.spectcad.nn.model.OutOfSample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Predictions of labelled patients with their own maps and with those of others.
 *
 * @param patients the patients
 * @param own predictions with their own maps
 * @param exchanged for each exchange the predictions with exchanged maps; none where there is one patient only
 */
record MapExchange(List<LabelledPatient> patients, List<Prediction> own, List<List<Prediction>> exchanged) {
    private static final int EXCHANGES = 5;

    /** Predicts; exchange {@code k} of K gives patient {@code i} of n the maps of patient {@code i + k n / (K + 1)}. */
    static MapExchange of(List<LabelledPatient> patients, Function<List<PatientStudy>, List<Prediction>> model) {
        List<PatientStudy> studies =
                patients.stream().map(LabelledPatient::patient).toList();
        int n = studies.size();
        List<List<Prediction>> exchanged = new ArrayList<>();
        for (int k = 1; k <= EXCHANGES && n > 1; k++) {
            int shift = Math.max(1, k * n / (EXCHANGES + 1));
            List<PatientStudy> mixed = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                PatientStudy other = studies.get((i + shift) % n);
                mixed.add(studies.get(i).withMaps(other.rest(), other.stress()));
            }
            exchanged.add(model.apply(mixed));
        }
        return new MapExchange(List.copyOf(patients), model.apply(studies), List.copyOf(exchanged));
    }

    /** The predictions of both, as if of one model: those of several folds. */
    MapExchange and(MapExchange other) {
        List<List<Prediction>> both = new ArrayList<>();
        for (int k = 0; k < Math.min(exchanged.size(), other.exchanged.size()); k++) {
            both.add(concat(exchanged.get(k), other.exchanged.get(k)));
        }
        return new MapExchange(concat(patients, other.patients), concat(own, other.own), List.copyOf(both));
    }

    /** The predictions of several models for the same patients, by the mean of their logits. */
    static MapExchange mean(List<MapExchange> models) {
        MapExchange first = models.get(0);
        List<List<Prediction>> exchanged = new ArrayList<>();
        for (int k = 0; k < first.exchanged.size(); k++) {
            int exchange = k;
            exchanged.add(
                    meanOf(models.stream().map(m -> m.exchanged.get(exchange)).toList()));
        }
        return new MapExchange(
                first.patients, meanOf(models.stream().map(MapExchange::own).toList()), List.copyOf(exchanged));
    }

    private static List<Prediction> meanOf(List<List<Prediction>> models) {
        if (models.size() == 1) {
            return models.get(0);
        }
        List<Prediction> means = new ArrayList<>();
        for (int i = 0; i < models.get(0).size(); i++) {
            double[] p = new double[VesselTerritory.ORDER.size()];
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                double logit = 0;
                for (List<Prediction> model : models) {
                    logit += logit(model.get(i).probability(vessel)) / models.size();
                }
                p[vessel.ordinal()] = 1 / (1 + Math.exp(-logit));
            }
            means.add(new Prediction(models.get(0).get(i).patientId(), p[0], p[1], p[2]));
        }
        return List.copyOf(means);
    }

    private static <T> List<T> concat(List<T> a, List<T> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }

    /** The predictions with their own maps, with their labels. */
    OutOfSample outOfSample() {
        return OutOfSample.of(
                own, patients.stream().map(LabelledPatient::decided).toList());
    }

    ImageUse imageUse() {
        double auc = new ValidationMetrics(patients, own).auc();
        double exchangedAuc = exchanged.stream()
                .mapToDouble(e -> new ValidationMetrics(patients, e).auc())
                .average()
                .orElse(Double.NaN);
        return new ImageUse(auc, exchangedAuc, mapShare(), clinicalShare());
    }

    private double mapShare() {
        double change = 0;
        double variation = 0;
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            double[] logits = logits(own, vessel);
            variation += sumOfSquares(centred(logits));
            for (List<Prediction> other : exchanged) {
                double[] mixed = logits(other, vessel);
                for (int i = 0; i < mixed.length; i++) {
                    change += (logits[i] - mixed[i]) * (logits[i] - mixed[i]) / exchanged.size();
                }
            }
        }
        if (exchanged.isEmpty()) {
            return Double.NaN;
        }
        // logits that differ by less than rounding do not vary
        return variation < 1e-9 * own.size() ? 0 : Math.min(1, change / (2 * variation));
    }

    private double clinicalShare() {
        int n = patients.size();
        int features = ClinicalFeatures.NAMES.size();
        boolean known =
                patients.stream().allMatch(p -> p.patient().clinical().missing().isEmpty());
        if (!known || n < features + 3) {
            return Double.NaN;
        }
        List<double[]> basis = new ArrayList<>();
        for (int f = 0; f < features; f++) {
            int feature = f;
            double[] column = centred(patients.stream()
                    .mapToDouble(p -> p.patient().clinical().vector()[feature])
                    .toArray());
            double before = sumOfSquares(column);
            basis.forEach(b -> addScaled(column, b, -dot(column, b)));
            double length = Math.sqrt(sumOfSquares(column));
            if (length * length > 1e-9 * before) { // else a combination of the features before
                addScaled(column, column, 1 / length - 1);
                basis.add(column);
            }
        }
        double explained = 0;
        double total = 0;
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            double[] logits = centred(logits(own, vessel));
            total += sumOfSquares(logits);
            explained += basis.stream()
                    .mapToDouble(b -> dot(logits, b) * dot(logits, b))
                    .sum();
        }
        if (total < 1e-9 * n) {
            return Double.NaN;
        }
        return Math.max(0, 1 - (1 - explained / total) * (n - 1) / (n - 1 - basis.size()));
    }

    private static double[] logits(List<Prediction> predictions, VesselTerritory vessel) {
        return predictions.stream()
                .mapToDouble(p -> logit(p.probability(vessel)))
                .toArray();
    }

    private static double logit(double probability) {
        double p = Math.min(1 - 1e-7, Math.max(1e-7, probability));
        return Math.log(p / (1 - p));
    }

    private static double[] centred(double[] values) {
        double[] centred = values.clone();
        double mean = java.util.Arrays.stream(values).average().orElse(0);
        for (int i = 0; i < centred.length; i++) {
            centred[i] -= mean;
        }
        return centred;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double sumOfSquares(double[] values) {
        return dot(values, values);
    }

    private static void addScaled(double[] target, double[] values, double factor) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * values[i];
        }
    }
}
