package io.github.spectcad.study.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.study.factorial.Protocol;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyConfiguration;
import io.github.spectcad.study.factorial.SyntheticStudy;
import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a study with very many cells the best on the validation patients are compared. */
class CellSelectionTest {
    private static final int MOST = 5;

    @Test
    void theBestOfEachTaskOnTheValidationPatientsAreComparedAndAllAreListed(@TempDir Path root) throws Exception {
        StudyConfiguration study = new StudyConfiguration(
                "many",
                IntStream.range(0, 6).mapToObj(i -> "made-up" + i).toList(),
                List.of("rest", "stress"),
                List.of(false),
                List.of("task-1", "strategy-1"),
                Protocol.PAPER,
                1);
        SyntheticStudy.write(root, study, 30, 40);
        StudyReport report = StudyReport.of(ResultFolder.open(root), List.of(), MOST);
        Table all = report.tables().get("all-cells");
        assertEquals(24, all.rows().size());
        for (String task : List.of("task-1", "strategy-1")) {
            List<List<TableCell>> rows = all.rows().stream()
                    .filter(row -> row.get(1).equals(TableCell.text(task)))
                    .sorted(Comparator.comparingDouble(row -> -((TableCell.Value) row.get(6)).value()))
                    .toList();
            assertEquals(12, rows.size());
            assertEquals(
                    IntStream.range(0, 12)
                            .mapToObj(i -> TableCell.text(i < MOST ? "yes" : "no"))
                            .toList(),
                    rows.stream().map(row -> row.get(10)).toList());
        }
        assertEquals(2 * MOST, report.tables().get("ica-all-models").rows().size());
        assertTrue(report.html().contains("all-cells.csv"));
    }
}
