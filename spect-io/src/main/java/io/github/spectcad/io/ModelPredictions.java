package io.github.spectcad.io;

import io.github.spectcad.core.Partition;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Predictions with what the model that made them records of itself, so that they are measured by its own thresholds and not
 * on patients it has seen: a {@link PredictionCsv} with the further columns {@code threshold_lad, threshold_rca,
 * threshold_lcx}, the same in each row, and {@code seen_in}, {@code train} or {@code validation} for a patient whom the model
 * was trained or selected on, else empty. A file without these columns says nothing of its model.
 *
 * @param predictions the predictions, each patient once
 * @param thresholds the model's decision thresholds, where the file has them
 * @param seen whether a patient trained or validated the model; others are not in it
 * @since 0.1.0
 */
public record ModelPredictions(
        List<Prediction> predictions, Optional<Thresholds> thresholds, Map<String, Partition> seen) {
    private static final String SEEN_IN = "seen_in";

    /** Checks the values. */
    public ModelPredictions {
        predictions = List.copyOf(predictions);
        Objects.requireNonNull(thresholds, "thresholds");
        seen = Map.copyOf(seen);
    }

    /**
     * Reads predictions.
     *
     * @param csv the CSV file
     * @return the predictions, and what the file says of the model
     * @throws CsvFormatException as {@link PredictionCsv#read}, and if a threshold is missing, out of range or not the same in
     *     each row, or {@code seen_in} holds something else
     * @throws IOException if the file cannot be read
     */
    public static ModelPredictions read(Path csv) throws IOException {
        List<Prediction> predictions = PredictionCsv.read(csv);
        List<String> columns = new ArrayList<>(List.of(CohortColumns.PATIENT_ID, SEEN_IN));
        VesselTerritory.ORDER.forEach(vessel -> columns.add(column(vessel)));
        CsvTable table = CsvTable.read(csv, columns);
        return new ModelPredictions(predictions, thresholds(table), seen(table));
    }

    private static Optional<Thresholds> thresholds(CsvTable table) throws CsvFormatException {
        if (VesselTerritory.ORDER.stream().noneMatch(vessel -> table.has(column(vessel)))) {
            return Optional.empty();
        }
        List<Double> values = new ArrayList<>();
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            String column = column(vessel);
            table.require(column);
            Set<Double> found = new HashSet<>();
            for (CsvTable.Row row : table.rows()) {
                OptionalDouble value = row.number(column);
                if (value.isEmpty() || !(value.getAsDouble() >= 0 && value.getAsDouble() <= 1)) {
                    throw row.error(column, "the threshold must lie in [0, 1]");
                }
                found.add(value.getAsDouble());
                if (found.size() > 1) {
                    throw row.error(column, "the threshold differs from that of the rows above: a model has one");
                }
            }
            values.add(found.iterator().next());
        }
        return Optional.of(Thresholds.of(values));
    }

    private static Map<String, Partition> seen(CsvTable table) throws CsvFormatException {
        Map<String, Partition> seen = new LinkedHashMap<>();
        if (!table.has(SEEN_IN)) {
            return seen;
        }
        for (CsvTable.Row row : table.rows()) {
            String part = row.text(SEEN_IN).toLowerCase(Locale.ROOT);
            if (part.equals(Partition.TRAIN.id())) {
                seen.put(row.text(CohortColumns.PATIENT_ID), Partition.TRAIN);
            } else if (part.equals(Partition.VALIDATION.id())) {
                seen.put(row.text(CohortColumns.PATIENT_ID), Partition.VALIDATION);
            } else if (!part.isEmpty()) {
                throw row.error(SEEN_IN, "must be train, validation or empty");
            }
        }
        return seen;
    }

    /**
     * Writes or replaces the file, whole or not at all. Reading gives back the same.
     *
     * @param csv the file; its folder is made where it is missing
     * @throws IllegalArgumentException if there are no thresholds
     * @throws IOException if the file cannot be written
     */
    public void write(Path csv) throws IOException {
        write(csv, Map.of());
    }

    /**
     * Writes or replaces the file with further columns, which reading passes over; whole or not at all.
     *
     * @param csv the file; its folder is made where it is missing
     * @param more names of columns, each with a value for each prediction in their order
     * @throws IllegalArgumentException if there are no thresholds, or a column has not one value for each prediction
     * @throws IOException if the file cannot be written
     */
    public void write(Path csv, Map<String, List<String>> more) throws IOException {
        more.forEach((name, values) -> {
            if (values.size() != predictions.size()) {
                throw new IllegalArgumentException("column " + name + " has " + values.size() + " values for "
                        + predictions.size() + " predictions");
            }
        });
        List<Double> decision = thresholds
                .orElseThrow(() -> new IllegalArgumentException("a model has thresholds, and none are given"))
                .toList();
        List<String> columns = new ArrayList<>(PredictionCsv.COLUMNS);
        VesselTerritory.ORDER.forEach(vessel -> columns.add(column(vessel)));
        columns.add(SEEN_IN);
        columns.addAll(more.keySet());
        List<List<String>> rows = new ArrayList<>();
        for (Prediction prediction : predictions) {
            List<String> row = PredictionCsv.row(prediction);
            decision.forEach(threshold -> row.add(Double.toString(threshold)));
            row.add(Optional.ofNullable(seen.get(prediction.patientId()))
                    .map(Partition::id)
                    .orElse(""));
            int place = rows.size();
            more.values().forEach(values -> row.add(values.get(place)));
            rows.add(row);
        }
        CsvTable.write(csv, columns, rows);
    }

    private static String column(VesselTerritory vessel) {
        return "threshold_" + vessel.id();
    }
}
