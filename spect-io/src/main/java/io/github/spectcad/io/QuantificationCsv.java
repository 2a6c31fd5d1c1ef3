package io.github.spectcad.io;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.SummedScores;
import io.github.spectcad.core.quantify.Quantification;
import io.github.spectcad.core.quantify.QuantifiedPatient;
import io.github.spectcad.core.quantify.SegmentPerfusion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Maps against normal limits as two CSV files, one value a cell, an empty cell where there is no value. Shares are percent
 * of an area, {@code mean} is in units of the map's 95th percentile, severity and scores are from 0 to 4.
 *
 * @since 0.1.0
 */
public final class QuantificationCsv {
    /** The file of one row for each segment of each map. */
    public static final String SEGMENTS = "segments.csv";

    /** The file of one row for each patient. */
    public static final String PATIENTS = "patients.csv";

    private static final List<String> SEGMENT_COLUMNS = List.of(
            CohortColumns.PATIENT_ID,
            "state",
            "segment",
            "name",
            "mean",
            "percent_of_normal",
            "area_percent",
            "extent_percent",
            "severity",
            "score");
    private static final List<String> PATIENT_COLUMNS = List.of(
            CohortColumns.PATIENT_ID,
            "sss",
            "srs",
            "sds",
            "stress_extent_percent",
            "rest_extent_percent",
            "stress_tpd_percent",
            "rest_tpd_percent");

    private QuantificationCsv() {}

    /**
     * Writes both files, or replaces them, each whole or not at all.
     *
     * @param folder where to; made where it is missing
     * @param patients the patients
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder, List<QuantifiedPatient> patients) throws IOException {
        List<List<String>> segments = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (QuantifiedPatient patient : patients) {
            for (PerfusionState state : PerfusionState.values()) {
                patient.of(state)
                        .ifPresent(map -> map.segments()
                                .forEach(segment -> segments.add(row(patient.patientId(), state, segment))));
            }
            rows.add(row(patient));
        }
        CsvTable.write(folder.resolve(SEGMENTS), SEGMENT_COLUMNS, segments);
        CsvTable.write(folder.resolve(PATIENTS), PATIENT_COLUMNS, rows);
    }

    private static List<String> row(String patientId, PerfusionState state, SegmentPerfusion perfusion) {
        return List.of(
                patientId,
                state.id(),
                Integer.toString(perfusion.segment().number()),
                perfusion.segment().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                Double.toString(perfusion.mean()),
                Double.toString(perfusion.percentOfNormal()),
                Double.toString(100 * perfusion.areaShare()),
                Double.toString(perfusion.extentPercent()),
                Double.toString(perfusion.severity()),
                Integer.toString(perfusion.score()));
    }

    private static List<String> row(QuantifiedPatient patient) {
        return List.of(
                patient.patientId(),
                patient.stress()
                        .map(map -> Integer.toString(map.proposedScores().sum()))
                        .orElse(""),
                patient.rest()
                        .map(map -> Integer.toString(map.proposedScores().sum()))
                        .orElse(""),
                number(patient.summedScores(), SummedScores::differenceScore),
                percent(patient.stress().map(Quantification::extentPercent)),
                percent(patient.rest().map(Quantification::extentPercent)),
                percent(patient.stress().map(Quantification::totalPerfusionDeficit)),
                percent(patient.rest().map(Quantification::totalPerfusionDeficit)));
    }

    private static String number(Optional<SummedScores> scores, ToIntFunction<SummedScores> which) {
        return scores.map(all -> Integer.toString(which.applyAsInt(all))).orElse("");
    }

    private static String percent(Optional<Double> value) {
        return value.map(number -> Double.toString(number)).orElse("");
    }
}
