package io.github.spectcad.io;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.quantify.NormalDatabase;
import io.github.spectcad.core.quantify.NormalLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A normal database as CSV with the columns {@code state} (rest, stress), {@code sex} (male, female), {@code patients},
 * {@code ring} (0 at the apex, to 19), {@code angle} (0 to 47, counter-clockwise from lateral), {@code mean} and
 * {@code deviation}: one row for each sample of each state and sex. No patient can be told from it.
 *
 * @since 0.1.0
 */
public final class NormalDatabaseCsv {
    private static final List<String> COLUMNS =
            List.of("state", "sex", "patients", "ring", "angle", "mean", "deviation");

    private NormalDatabaseCsv() {}

    /**
     * Reads a database.
     *
     * @param csv the CSV file
     * @return the database
     * @throws CsvFormatException if the file cannot be used, or a sample is missing or there twice
     * @throws IOException if the file cannot be read
     */
    public static NormalDatabase read(Path csv) throws IOException {
        CsvTable table = CsvTable.read(csv, COLUMNS);
        for (String column : COLUMNS) {
            table.require(column);
        }
        Map<String, Samples> groups = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            Samples samples =
                    groups.computeIfAbsent(row.text("state") + ' ' + row.text("sex"), key -> new Samples(row));
            samples.add(row);
        }
        List<NormalLimits> limits = new ArrayList<>();
        for (Samples samples : groups.values()) {
            limits.add(samples.limits());
        }
        return NormalDatabase.of(limits);
    }

    /**
     * Writes a database, or replaces the file: whole or not at all. Reading gives back the same doubles.
     *
     * @param csv the file; its folder is made where it is missing
     * @param database the database
     * @throws IOException if the file cannot be written
     */
    public static void write(Path csv, NormalDatabase database) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (NormalLimits limits : database.limits()) {
            for (int i = 0; i < limits.means().size(); i++) {
                rows.add(List.of(
                        limits.state().id(),
                        limits.sex().id(),
                        Integer.toString(limits.patients()),
                        Integer.toString(i / NormalLimits.ANGLES),
                        Integer.toString(i % NormalLimits.ANGLES),
                        Double.toString(limits.means().get(i)),
                        Double.toString(limits.deviations().get(i))));
            }
        }
        CsvTable.write(csv, COLUMNS, rows);
    }

    /** The samples of one state and sex. */
    private static final class Samples {
        private final CsvTable.Row first;
        private final Double[] means = new Double[NormalLimits.RINGS * NormalLimits.ANGLES];
        private final Double[] deviations = new Double[means.length];

        Samples(CsvTable.Row first) {
            this.first = first;
        }

        void add(CsvTable.Row row) throws CsvFormatException {
            int ring = whole(row, "ring", NormalLimits.RINGS - 1);
            int i = ring * NormalLimits.ANGLES + whole(row, "angle", NormalLimits.ANGLES - 1);
            if (means[i] != null) {
                throw row.error("angle", "ring and angle occur twice for this state and sex");
            }
            means[i] = number(row, "mean");
            deviations[i] = number(row, "deviation");
        }

        NormalLimits limits() throws CsvFormatException {
            for (int i = 0; i < means.length; i++) {
                if (means[i] == null) {
                    throw first.error(
                            "angle",
                            "ring " + i / NormalLimits.ANGLES + ", angle " + i % NormalLimits.ANGLES
                                    + " is missing for this state and sex: all " + means.length
                                    + " samples are needed");
                }
            }
            try {
                return new NormalLimits(
                        named("state", PerfusionState.values()),
                        named("sex", Sex.values()),
                        whole(first, "patients", Integer.MAX_VALUE),
                        List.of(means),
                        List.of(deviations));
            } catch (IllegalArgumentException e) {
                throw first.error("mean", e.getMessage(), e);
            }
        }

        private <E extends Enum<E>> E named(String column, E[] values) throws CsvFormatException {
            return Stream.of(values)
                    .filter(value -> value.name().equalsIgnoreCase(first.text(column)))
                    .findFirst()
                    .orElseThrow(() -> first.error(column, "unknown " + column + " " + Shown.cell(first.text(column))));
        }

        private static int whole(CsvTable.Row row, String column, int most) throws CsvFormatException {
            return row.integer(column, 0, most)
                    .orElseThrow(() -> row.error(column, "the cell is empty: a whole number is needed"));
        }

        private static double number(CsvTable.Row row, String column) throws CsvFormatException {
            return row.number(column).orElseThrow(() -> row.error(column, "the cell is empty: a number is needed"));
        }
    }
}
