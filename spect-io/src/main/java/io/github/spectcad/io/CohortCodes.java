package io.github.spectcad.io;

import io.github.spectcad.core.Partition;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselTerritory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What people write for sex, partition and labels, as far as it can mean one thing only in the whole column. */
final class CohortCodes {
    private static final Map<String, Sex> SEXES =
            Map.of("male", Sex.MALE, "m", Sex.MALE, "female", Sex.FEMALE, "f", Sex.FEMALE);
    private static final Map<String, Partition> PARTITIONS = Map.of(
            "train", Partition.TRAIN,
            "training", Partition.TRAIN,
            "val", Partition.VALIDATION,
            "valid", Partition.VALIDATION,
            "validation", Partition.VALIDATION,
            "test", Partition.TEST,
            "testing", Partition.TEST);
    private static final Map<String, String> LABELS = Map.of("true", "1", "false", "0");

    private final Map<String, Sex> sexes = new HashMap<>(SEXES);
    private final List<CsvFormatException> problems = new ArrayList<>();

    private CohortCodes() {}

    /** Looks through the columns whose cells are understood only together. */
    static CohortCodes of(CsvTable table) {
        CohortCodes codes = new CohortCodes();
        Set<String> written = new HashSet<>();
        table.rows().forEach(row -> written.add(row.text(CohortColumns.SEX)));
        written.remove("");
        if (written.equals(Set.of("1", "2"))) {
            codes.sexes.put("1", Sex.MALE);
            codes.sexes.put("2", Sex.FEMALE);
        }
        codes.askAboutFractions(table);
        return codes;
    }

    /** Narrowings that are all at most 1, and not only 0 and 1, look like fractions. */
    private void askAboutFractions(CsvTable table) {
        List<String> columns = new ArrayList<>(List.of(CohortColumns.STENOSIS_LEFT_MAIN));
        VesselTerritory.ORDER.forEach(vessel -> columns.add(CohortColumns.stenosis(vessel)));
        CsvFormatException first = null;
        for (CsvTable.Row row : table.rows()) {
            for (String column : columns) {
                double percent = percent(row, column);
                if (percent > 1) {
                    return;
                }
                if (percent > 0 && percent < 1 && first == null) {
                    first = row.error(
                            column,
                            Shown.cell(row.text(column)) + " looks like a fraction, as do all narrowings of the file:"
                                    + " percent are meant, write 70 for 0.7");
                }
            }
        }
        if (first != null) {
            problems.add(first);
        }
    }

    private static double percent(CsvTable.Row row, String column) {
        try {
            OptionalDouble value = narrowing(row, column);
            return value.orElse(0);
        } catch (CsvFormatException e) {
            // named where the row is read
            return 0;
        }
    }

    /** A narrowing in percent, with or without a sign behind it. */
    static OptionalDouble narrowing(CsvTable.Row row, String column) throws CsvFormatException {
        String text = row.text(column);
        if (text.equalsIgnoreCase("CTO")) {
            throw row.error(column, "'CTO' is not a number: write 100 for a total occlusion");
        }
        return row.number(column, text.endsWith("%") ? CsvTable.stripped(text.substring(0, text.length() - 1)) : text);
    }

    List<CsvFormatException> problems() {
        return problems;
    }

    Optional<Sex> sex(CsvTable.Row row) throws CsvFormatException {
        return meaning(row, CohortColumns.SEX, sexes, "male or female");
    }

    Optional<Partition> partition(CsvTable.Row row) throws CsvFormatException {
        return meaning(row, CohortColumns.PARTITION, PARTITIONS, "train or validation or test");
    }

    /** A label of 0 or 1, also written as a truth value. */
    Optional<Boolean> label(CsvTable.Row row, String column) throws CsvFormatException {
        String text = row.text(column);
        String number = LABELS.getOrDefault(text.toLowerCase(Locale.ROOT), text);
        OptionalDouble value = row.number(column, number);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.getAsDouble() != 0 && value.getAsDouble() != 1) {
            throw row.error(column, Shown.cell(text) + " is out of range: must be 0 or 1");
        }
        return Optional.of(value.getAsDouble() == 1);
    }

    private static <E> Optional<E> meaning(CsvTable.Row row, String column, Map<String, E> meanings, String allowed)
            throws CsvFormatException {
        String text = row.text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        E meaning = meanings.get(text.toLowerCase(Locale.ROOT));
        if (meaning == null) {
            throw row.error(
                    column,
                    "unknown " + column + " " + Shown.cell(text) + ": write " + allowed + ", or leave it empty");
        }
        return Optional.of(meaning);
    }
}
