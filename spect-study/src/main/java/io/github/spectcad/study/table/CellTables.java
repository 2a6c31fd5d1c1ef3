package io.github.spectcad.study.table;

import io.github.spectcad.study.factorial.CellRecord;
import java.util.ArrayList;
import java.util.List;

/** What the cells of a study took from other cells, as tables. */
public final class CellTables {
    private static final int VESSELS = 3;

    private CellTables() {}

    /**
     * Networks that do not look at the maps, a row for each.
     *
     * @param records the finished cells
     * @return the table; without rows where there is none
     */
    public static Table notLooking(List<CellRecord> records) {
        return Table.ofText(
                "Networks that do not look at the maps: left out of the comparisons where at least two others are there",
                List.of("Model", "Measured on the validation patients"),
                records.stream()
                        .filter(record -> !record.imageUse().looksAtImage())
                        .map(record ->
                                List.of(record.cell().title(), record.imageUse().describe()))
                        .toList());
    }

    /**
     * Weights taken over, a row for each cell that started from another's model.
     *
     * @param records the finished cells
     * @return the table; without rows where there is none
     */
    public static Table transfers(List<CellRecord> records) {
        return new Table(
                "Weights taken over from another model, and those that could not be",
                List.of("Model", "From", "Copied", "Adapted", "Not taken over"),
                records.stream()
                        .filter(record -> !record.transfer().from().isEmpty())
                        .map(record -> List.of(
                                TableCell.text(record.cell().title()),
                                TableCell.text(record.transfer().from()),
                                TableCell.count(record.transfer().copied().size()),
                                named(record.transfer().adapted()),
                                named(record.transfer().fresh())))
                        .toList());
    }

    private static TableCell named(List<String> weights) {
        return TableCell.text(weights.isEmpty() ? "none" : String.join(", ", weights));
    }

    /**
     * Pseudo-labels, a row for each cell that had a teacher.
     *
     * @param records the finished cells
     * @return the table; without rows where there is none
     */
    public static Table pseudoLabels(List<CellRecord> records) {
        List<List<TableCell>> rows = new ArrayList<>();
        for (CellRecord record : records) {
            CellRecord.PseudoLabels labels = record.pseudoLabels();
            if (!labels.from().isEmpty()) {
                List<TableCell> row = new ArrayList<>(List.of(
                        TableCell.text(record.cell().title()),
                        TableCell.text(labels.from()),
                        TableCell.count(labels.candidates()),
                        TableCell.count(labels.used())));
                for (int vessel = 0; vessel < VESSELS; vessel++) {
                    row.add(TableCell.share(
                            labels.accuracy().isEmpty()
                                    ? Double.NaN
                                    : labels.accuracy().get(vessel)));
                }
                rows.add(row);
            }
        }
        return new Table(
                "Pseudo-labels: how many, and the share that is right where the truth is known",
                List.of("Model", "Teacher", "Candidates", "Used", "LAD", "RCA", "LCX"),
                rows);
    }
}
