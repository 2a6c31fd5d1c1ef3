package io.github.spectcad.study.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.io.Palette;
import io.github.spectcad.study.comparison.ReadingComparison;
import io.github.spectcad.study.comparison.SimulatedReadings;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.figure.TrainingFigure;
import io.github.spectcad.study.table.CohortTable;
import io.github.spectcad.study.table.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    private static Cohort cohort;
    private static CohortSplit split;
    private static String html;

    @BeforeAll
    static void writeReport() throws IOException {
        cohort = PhantomCohort.paper(1).cohort(32);
        split = CohortSplitter.split(cohort, 1);
        List<PatientStudy> train = cohort.patients(split.train());
        try (CadClassifier baseline = Baseline.SEGMENT_LOGISTIC.fit(
                train,
                train.stream()
                        .map(patient -> patient.angiography().orElseThrow().labels())
                        .toList())) {
            LabelledPredictions data =
                    LabelledPredictions.of(baseline.classify(cohort.patients(split.test())), cohort, Reference.ICA);
            Evaluation evaluation =
                    Evaluator.withDefaults().withBootstrap(200, 1).evaluate(data, Thresholds.HALF);
            html = report(evaluation).page().toHtml();
        }
    }

    private static DemoReport report(Evaluation evaluation) throws IOException {
        return new DemoReport(
                "A <demo> & more",
                List.of("An introduction."),
                cohort,
                split,
                List.of(new DemoReport.Task(
                        "Strategy 1",
                        List.of(
                                new DemoReport.Model(
                                        "cnn1",
                                        evaluation,
                                        List.of(new TrainingFigure.History("training", List.of(1.0, 0.5)))),
                                new DemoReport.Model("segment-logistic", evaluation, List.of())),
                        "It is no better.",
                        Optional.of(ReadingComparison.of(
                                "cnn1",
                                evaluation.data(),
                                Thresholds.HALF,
                                SimulatedReadings.of(
                                        cohort.patients(split.test()),
                                        evaluation.data().predictions(),
                                        Thresholds.HALF))))),
                List.of(new DemoReport.Example(
                        "Patient <1>",
                        List.of(PatientFigures.maps(
                                "Maps of patient <1>",
                                cohort.patients().get(0),
                                Palette.ofId("pet").orElseThrow(),
                                Optional.empty(),
                                Optional.empty())),
                        List.of())),
                "if (a < b) { predict(); }",
                List.of("A method."),
                Map.of("spect", "0.1.0"));
    }

    @Test
    void pageIsSelfContainedAndHasNoScript() {
        String external = html.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "");
        assertFalse(external.contains("http:") || external.contains("https:"), "refers to a network");
        assertFalse(html.contains("<script") || html.contains("<link") || html.contains("@import"));
        assertTrue(html.contains("src=\"data:image/png;base64,"));
    }

    @Test
    void textIsEscaped() {
        assertTrue(html.contains("<h1>A &lt;demo&gt; &amp; more</h1>"));
        assertTrue(html.contains("if (a &lt; b) { predict(); }"));
    }

    @Test
    void researchUseNoticeIsOnThePage() {
        assertTrue(html.contains(Prediction.RESEARCH_USE_ONLY));
    }

    @Test
    void cohortTableHasThePapersPatterns() {
        Table table = CohortTable.of(cohort, split);
        assertEquals(List.of("Characteristic", "Overall", "ICA train", "ICA test", "ER only"), table.header());
        assertEquals(
                List.of("Patients", "940 (100.00 %)", "181 (19.26 %)", "100 (10.64 %)", "659 (70.11 %)"),
                text(table).get(0));
        assertEquals(
                List.of("3-vessel disease", "102 (10.85 %)", "51 (28.18 %)", "28 (28.00 %)", "23 (3.49 %)"),
                row(table, "3-vessel disease"));
        assertEquals(
                List.of("LAD abnormal", "323 (34.36 %)", "103 (56.91 %)", "57 (57.00 %)", "163 (24.73 %)"),
                row(table, "LAD abnormal"));
    }

    private static List<List<String>> text(Table table) {
        return table.rows().stream()
                .map(row -> row.stream().map(Numbers::text).toList())
                .toList();
    }

    private static List<String> row(Table table, String name) {
        return text(table).stream()
                .filter(row -> row.get(0).equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachModelHasCurvesAndMeasuresWithIntervals() {
        assertTrue(html.contains("segment-logistic: AUC "));
        assertTrue(html.contains("Balanced accuracy"));
        assertTrue(html.matches("(?s).*<td class=\"n\">0\\.\\d\\d \\(0\\.\\d\\d to [01]\\.\\d\\d\\)</td>.*"));
    }

    @Test
    void whatCameOutAndTheContentsStandFirst() {
        int findings = html.indexOf("What came out");
        int cautions = html.indexOf("What may not be concluded");
        int contents = html.indexOf("<nav");
        assertTrue(0 < findings && findings < cautions && cautions < contents && contents < html.indexOf("<table"));
        assertTrue(html.contains("It is no better."));
        assertTrue(html.contains("<a href=\"#s1\">") && html.contains("id=\"s1\""));
    }

    @Test
    void figuresAndTablesAreNumberedAndFiguresKeptAsFiles() {
        HtmlReport page = HtmlReport.titled("x");
        page.figures(TrainingFigure.draw("Loss <a>", "Loss", List.of(new TrainingFigure.History("a", List.of(1.0)))));
        page.table(Table.ofText("One", List.of("A"), List.of()));
        page.table(Table.ofText("Two", List.of("A"), List.of()));
        assertTrue(page.toHtml().contains("<b>Figure 1.</b> Loss &lt;a&gt;"));
        assertTrue(page.toHtml().contains("Table 2. Two"));
        assertEquals(
                List.of("figure-01-loss-a.svg"), List.copyOf(page.figureFiles().keySet()));
    }

    @Test
    void modelAndReadersStandSideBySidePerArteryPatientAndVessel() {
        String section = html.substring(html.indexOf(">Model and readers</h2>"));
        for (String rater : List.of(
                "simulated reader, summed scores",
                "simulated reader without the model",
                "<td class=\"s\">cnn1</td>",
                "simulated reader with the model")) {
            assertTrue(section.contains(rater), rater);
        }
        assertTrue(section.contains("Model and readers, task 2, per vessel, n = 300"));
    }

    @Test
    void mapsStandInThePageEachWithItsTextAlternative() {
        assertTrue(html.contains("<img alt=\"Maps of patient &lt;1&gt;: Stress\""));
        assertTrue(html.contains("Reversibility, rest - stress"));
    }
}
