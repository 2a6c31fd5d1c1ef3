package io.github.spectcad.io;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Readings as CSV, one row for each reader, patient and condition. Columns are read by name in any order; others are
 * ignored.
 *
 * <p>Required: {@code reader}; {@code patient_id}; {@code condition}, {@code without} or {@code with} the model;
 * {@code diseased_lad, diseased_rca, diseased_lcx}, the reader's decisions, 0 or 1. Optional: {@code score_1} to
 * {@code score_17}, the stress segments, and {@code rest_score_1} to {@code rest_score_17}, 0 to 4, all 17 of a map or
 * none; {@code p_lad, p_rca, p_lcx}, the probabilities shown, and {@code model} and {@code model_sha256}, name and SHA-256 of
 * the file of the model that gave them, in rows {@code with} only; {@code time}, when the reading was recorded, as {@code 2026-01-31T09:30:00Z}.
 *
 * @since 0.1.0
 */
public final class ReadingCsv {
    private static final String READER = "reader";
    private static final String CONDITION = "condition";
    private static final String STRESS_PREFIX = "score_";
    private static final String REST_PREFIX = "rest_score_";
    private static final String MODEL = "model";
    private static final String MODEL_SHA256 = "model_sha256";
    private static final String TIME = "time";

    /** All columns in the order in which they are written; the time ends a row, so that a torn row is known. */
    public static final List<String> COLUMNS = columns();

    private ReadingCsv() {}

    private static List<String> columns() {
        List<String> columns = new ArrayList<>(List.of(READER, CohortColumns.PATIENT_ID, CONDITION));
        VesselTerritory.ORDER.forEach(vessel -> columns.add(diseased(vessel)));
        AhaSegment.ORDER.forEach(segment -> columns.add(STRESS_PREFIX + segment.number()));
        AhaSegment.ORDER.forEach(segment -> columns.add(REST_PREFIX + segment.number()));
        VesselTerritory.ORDER.forEach(vessel -> columns.add(probability(vessel)));
        columns.add(MODEL);
        columns.add(MODEL_SHA256);
        columns.add(TIME);
        return List.copyOf(columns);
    }

    private static String diseased(VesselTerritory vessel) {
        return "diseased_" + vessel.id();
    }

    private static String probability(VesselTerritory vessel) {
        return "p_" + vessel.id();
    }

    /**
     * Reads readings.
     *
     * @param csv the CSV file
     * @return the readings in the order of the file, at least one
     * @throws CsvFormatException if the file is missing or no such CSV, a required column is missing, a cell is not as
     *     described above, or a reader read a patient twice in one condition; all problems are named together
     * @throws IOException if the file cannot be read
     */
    public static List<Reading> read(Path csv) throws IOException {
        CsvTable table = CsvTable.read(csv, COLUMNS);
        for (String column : COLUMNS.subList(0, COLUMNS.indexOf(STRESS_PREFIX + 1))) {
            table.require(column);
        }
        Map<Reading.Key, Integer> lines = new HashMap<>();
        List<Reading> readings = new ArrayList<>();
        List<CsvFormatException> problems = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            try {
                Reading reading = reading(row);
                Integer earlier = lines.putIfAbsent(reading.key(), row.line());
                if (earlier != null) {
                    throw row.error(
                            CohortColumns.PATIENT_ID,
                            "the reader has read the patient in this condition before, in line " + earlier
                                    + ": keep one of the rows");
                }
                readings.add(reading);
            } catch (CsvFormatException e) {
                problems.add(e);
            }
        }
        CsvFormatException.throwAll(csv, problems);
        return List.copyOf(readings);
    }

    private static Reading reading(CsvTable.Row row) throws CsvFormatException {
        ReadingCondition condition = condition(row);
        String patientId = filled(row, CohortColumns.PATIENT_ID);
        Optional<Prediction> shown = shown(row, patientId);
        if (shown.isPresent() && condition == ReadingCondition.WITHOUT) {
            throw row.error(
                    probability(VesselTerritory.LAD),
                    "a reading without the model has no probabilities: leave it empty");
        }
        return new Reading(
                filled(row, READER),
                patientId,
                condition,
                new VesselLabels(
                        decision(row, VesselTerritory.LAD),
                        decision(row, VesselTerritory.RCA),
                        decision(row, VesselTerritory.LCX)),
                scores(row, STRESS_PREFIX),
                scores(row, REST_PREFIX),
                shown,
                model(row, condition),
                time(row));
    }

    private static ReadingCondition condition(CsvTable.Row row) throws CsvFormatException {
        String word = row.text(CONDITION).toLowerCase(Locale.ROOT);
        for (ReadingCondition condition : ReadingCondition.values()) {
            if (condition.id().equals(word)) {
                return condition;
            }
        }
        throw row.error(CONDITION, Shown.cell(row.text(CONDITION)) + " is unknown: must be without or with");
    }

    private static String filled(CsvTable.Row row, String column) throws CsvFormatException {
        String text = row.text(column);
        if (text.isEmpty()) {
            throw row.error(column, "the cell is empty");
        }
        return text;
    }

    private static boolean decision(CsvTable.Row row, VesselTerritory vessel) throws CsvFormatException {
        OptionalInt value = row.integer(diseased(vessel), 0, 1);
        if (value.isEmpty()) {
            throw row.error(diseased(vessel), "the decision is empty: must be 0 or 1");
        }
        return value.getAsInt() == 1;
    }

    private static Optional<SegmentScores> scores(CsvTable.Row row, String prefix) throws CsvFormatException {
        List<Integer> scores = new ArrayList<>();
        String empty = "";
        for (AhaSegment segment : AhaSegment.ORDER) {
            OptionalInt score = row.integer(prefix + segment.number(), 0, SegmentScores.MAX_SCORE);
            if (score.isPresent()) {
                scores.add(score.getAsInt());
            } else {
                empty = prefix + segment.number();
            }
        }
        if (scores.isEmpty()) {
            return Optional.empty();
        }
        if (scores.size() < AhaSegment.ORDER.size()) {
            throw row.error(empty, "the score is empty and others are not: score all 17 segments of a map or none");
        }
        return Optional.of(new SegmentScores(scores));
    }

    private static Optional<Prediction> shown(CsvTable.Row row, String patientId) throws CsvFormatException {
        double[] p = new double[VesselTerritory.ORDER.size()];
        int filled = 0;
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            OptionalDouble value = row.number(probability(vessel));
            if (value.isPresent() && !(value.getAsDouble() >= 0 && value.getAsDouble() <= 1)) {
                throw row.error(
                        probability(vessel),
                        Shown.cell(row.text(probability(vessel))) + " is out of range: must lie in [0, 1]");
            }
            p[vessel.ordinal()] = value.orElse(Double.NaN);
            filled += value.isPresent() ? 1 : 0;
        }
        if (filled == 0) {
            return Optional.empty();
        }
        if (filled < p.length) {
            throw row.error(
                    probability(VesselTerritory.LAD), "some probabilities are empty: give all three vessels' or none");
        }
        return Optional.of(new Prediction(patientId, p[0], p[1], p[2]));
    }

    private static Optional<ShownModel> model(CsvTable.Row row, ReadingCondition condition) throws CsvFormatException {
        String file = row.text(MODEL);
        String sha256 = row.text(MODEL_SHA256);
        if (file.isEmpty() && sha256.isEmpty()) {
            return Optional.empty();
        }
        if (condition == ReadingCondition.WITHOUT) {
            throw row.error(MODEL, "a reading without the model has no model file: leave it empty");
        }
        try {
            return Optional.of(new ShownModel(file, sha256));
        } catch (IllegalArgumentException e) {
            throw row.error(file.isEmpty() ? MODEL : MODEL_SHA256, e.getMessage(), e);
        }
    }

    private static Optional<Instant> time(CsvTable.Row row) throws CsvFormatException {
        String text = row.text(TIME);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw row.error(TIME, Shown.cell(text) + " is no time such as 2026-01-31T09:30:00Z", e);
        }
    }

    /**
     * Writes readings, or replaces the file: whole or not at all. Reading gives back the same.
     *
     * @param csv the file; its folder is made where it is missing
     * @param readings the readings, each reader, patient and condition once
     * @throws IOException if the file cannot be written
     */
    public static void write(Path csv, List<Reading> readings) throws IOException {
        CsvTable.write(csv, COLUMNS, readings.stream().map(ReadingCsv::cells).toList());
    }

    /**
     * The rows that {@link #write} would write, for a file that grows.
     *
     * @param readings the readings; none gives an empty text
     * @return a line for each, with its line feed and without the header
     */
    public static String rows(List<Reading> readings) {
        return CsvTable.text(readings.stream().map(ReadingCsv::cells).toList());
    }

    /** {@return the line of column names with its line feed} */
    public static String header() {
        return CsvTable.text(List.of(COLUMNS));
    }

    private static List<String> cells(Reading reading) {
        List<String> cells = new ArrayList<>(List.of(
                reading.reader(), reading.patientId(), reading.condition().id()));
        VesselTerritory.ORDER.forEach(vessel -> cells.add(reading.diseased().isPositive(vessel) ? "1" : "0"));
        addScores(cells, reading.stress());
        addScores(cells, reading.rest());
        VesselTerritory.ORDER.forEach(vessel -> cells.add(
                reading.shown().map(p -> Double.toString(p.probability(vessel))).orElse("")));
        cells.add(reading.model().map(ShownModel::file).orElse(""));
        cells.add(reading.model().map(ShownModel::sha256).orElse(""));
        cells.add(reading.time().map(Instant::toString).orElse(""));
        return cells;
    }

    private static void addScores(List<String> cells, Optional<SegmentScores> scores) {
        AhaSegment.ORDER.forEach(segment ->
                cells.add(scores.map(s -> Integer.toString(s.score(segment))).orElse("")));
    }
}
