package io.github.spectcad.io;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Predictions as CSV with the columns {@code patient_id, p_lad, p_rca, p_lcx}: probabilities of disease in [0, 1], one
 * row a patient. Columns are read by name in any order; others are ignored. Research use only, not for diagnosis.
 */
public final class PredictionCsv {
    private static final String PATIENT_ID = CohortColumns.PATIENT_ID;
    static final List<String> COLUMNS =
            List.of(PATIENT_ID, column(VesselTerritory.LAD), column(VesselTerritory.RCA), column(VesselTerritory.LCX));

    private PredictionCsv() {}

    private static String column(VesselTerritory vessel) {
        return "p_" + vessel.id();
    }

    /**
     * Reads predictions.
     *
     * @param csv the CSV file
     * @return the predictions in the order of the file, at least one, each patient once
     * @throws CsvFormatException if the file is missing or no such CSV, a column is missing, a patient id is empty or
     *     occurs twice, or a probability is empty, not a number or outside [0, 1]
     * @throws IOException if the file cannot be read
     */
    public static List<Prediction> read(Path csv) throws IOException {
        CsvTable table = CsvTable.read(csv, COLUMNS);
        for (String column : COLUMNS) {
            table.require(column);
        }
        Map<String, Integer> lines = new HashMap<>();
        List<Prediction> predictions = new ArrayList<>();
        List<CsvFormatException> problems = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            try {
                predictions.add(prediction(row, lines));
            } catch (CsvFormatException e) {
                problems.add(e);
            }
        }
        CsvFormatException.throwAll(csv, problems);
        return List.copyOf(predictions);
    }

    private static Prediction prediction(CsvTable.Row row, Map<String, Integer> lines) throws CsvFormatException {
        String id = row.text(PATIENT_ID);
        if (id.isEmpty()) {
            throw row.error(PATIENT_ID, "the patient id is empty");
        }
        Integer earlier = lines.putIfAbsent(id, row.line());
        if (earlier != null) {
            throw row.error(PATIENT_ID, "patient id " + Shown.cell(id) + " occurs twice, first in line " + earlier);
        }
        return new Prediction(
                id,
                probability(row, VesselTerritory.LAD),
                probability(row, VesselTerritory.RCA),
                probability(row, VesselTerritory.LCX));
    }

    private static double probability(CsvTable.Row row, VesselTerritory vessel) throws CsvFormatException {
        OptionalDouble value = row.number(column(vessel));
        if (value.isEmpty()) {
            throw row.error(column(vessel), "the probability is empty: must lie in [0, 1]");
        }
        double p = value.getAsDouble();
        if (!(p >= 0 && p <= 1)) {
            throw row.error(
                    column(vessel), Shown.cell(row.text(column(vessel))) + " is out of range: must lie in [0, 1]");
        }
        return p;
    }

    /**
     * Writes predictions, or replaces the file: whole or not at all. Reading gives back the same doubles.
     *
     * @param csv the file; its folder is made where it is missing
     * @param predictions the predictions, each patient once
     * @throws IllegalArgumentException if a patient occurs twice
     * @throws IOException if the file cannot be written
     */
    public static void write(Path csv, List<Prediction> predictions) throws IOException {
        Set<String> ids = new HashSet<>();
        List<List<String>> rows = new ArrayList<>();
        for (Prediction prediction : predictions) {
            if (!ids.add(prediction.patientId())) {
                throw new IllegalArgumentException(
                        "patient id '" + prediction.patientId() + "' occurs twice in the predictions");
            }
            rows.add(row(prediction));
        }
        CsvTable.write(csv, COLUMNS, rows);
    }

    /** The cells of {@link #COLUMNS}. */
    static List<String> row(Prediction prediction) {
        List<String> row = new ArrayList<>(List.of(prediction.patientId()));
        VesselTerritory.ORDER.forEach(vessel -> row.add(Double.toString(prediction.probability(vessel))));
        return row;
    }
}
