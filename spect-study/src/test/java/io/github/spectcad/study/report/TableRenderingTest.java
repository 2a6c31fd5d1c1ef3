package io.github.spectcad.study.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableRenderingTest {
    private static final double NAN = Double.NaN;
    private static final Table TABLE = new Table(
            "All kinds <of cells>",
            List.of("Model", "AUC (95 % interval)", "p (Holm)", "Diseased cases", "Age (years)", "Wins"),
            List.of(
                    List.of(
                            TableCell.text("a, \"b\" & <c>"),
                            TableCell.share(new Estimate(0.8125, 0.7, 0.9)),
                            TableCell.pValue(1e-5),
                            TableCell.count(87, 100),
                            new TableCell.Mean(61.25, 9.5),
                            TableCell.count(3)),
                    List.of(
                            TableCell.text("none"),
                            TableCell.share(NAN),
                            TableCell.pValue(NAN),
                            TableCell.count(0, 0),
                            new TableCell.Mean(NAN, NAN),
                            TableCell.decimal(-0.25))));

    @Test
    void csvHasOneValueInEachCellWithAllDigitsAndUndefinedOnesEmpty() {
        assertEquals("""
                model,auc,auc_lower,auc_upper,p_holm,diseased_cases,diseased_cases_of,age_years,age_years_sd,wins
                "a, ""b"" & <c>",0.8125,0.7,0.9,1.0E-5,87,100,61.25,9.5,3
                none,,,,,0,0,,,-0.25
                """, TableCsv.of(TABLE));
    }

    @Test
    void pageShowsRoundedNumbersFlushRightAndEscapesText() {
        String html = HtmlReport.titled("x").table(TABLE).toHtml();
        for (String cell : List.of(
                "<td class=\"s\">a, &quot;b&quot; &amp; &lt;c&gt;</td>",
                "<td class=\"n\">0.81 (0.70 to 0.90)</td>",
                "<td class=\"n\">&lt;0.001</td>",
                "<td class=\"n\">87 (87.00 %)</td>",
                "<td class=\"n\">61.25 ± 9.50</td>",
                "<td class=\"n\">n/a</td>",
                "<td class=\"n\">-0.250</td>")) {
            assertTrue(html.contains(cell), cell);
        }
    }

    @Test
    void columnsThatWouldHaveOneNameAsCsvAreRefused() {
        Table table = Table.ofText("x", List.of("AUC", "auc (95 % interval)"), List.of());
        assertThrows(IllegalArgumentException.class, () -> TableCsv.of(table));
    }

    @Test
    void raggedTableIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Table.ofText("x", List.of("a", "b"), List.of(List.of("1"))));
    }

    @Test
    void whatRoundsToZeroHasNoSign() {
        assertEquals("0.000", Numbers.text(TableCell.decimal(-0.0004)));
        assertEquals("-0.001", Numbers.text(TableCell.decimal(-0.0006)));
        assertEquals("0.00 (-0.01 to 0.00)", Numbers.text(TableCell.share(new Estimate(-0.001, -0.012, -0.0))));
    }

    @Test
    void headingsOfNumbersAreFlushRightAsTheyAre() {
        String html = HtmlReport.titled("x")
                .table(new Table(
                        "t",
                        List.of("Part", "Version", "AUC"),
                        List.of(List.of(TableCell.text("a"), TableCell.text("1.2.3"), TableCell.share(0.5)))))
                .toHtml();
        assertTrue(html.contains("<th scope=\"col\">Version</th><th scope=\"col\" class=\"n\">AUC</th>"));
        assertTrue(html.contains("<td class=\"s\">1.2.3</td><td class=\"n\">0.50</td>"));
    }
}
