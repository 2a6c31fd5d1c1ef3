package io.github.spectcad.study.report;

import io.github.spectcad.core.Reference;
import io.github.spectcad.io.Reading;
import io.github.spectcad.study.comparison.ComparedModels;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyRecord;
import io.github.spectcad.study.table.BaselineTable;
import io.github.spectcad.study.table.CellTables;
import io.github.spectcad.study.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The report of a study, from the predictions stored in its folder: a page, every table as CSV, and every figure as SVG. */
public final class StudyReport {
    /** Of a task; all pairs of so many take a minute. */
    static final int MOST_COMPARED = 1000;

    private static final String BEST_OF_THE_PAPER =
            "The paper names strategy 5 in its text and strategy 6 in a footnote of its Table 5 as its best model per patient;"
                    + " both are listed here.";

    private static final String FEWER_THAN_TWO_LOOK =
            "Fewer than two networks of this task look at the maps. The comparison includes networks that do not, and says"
                    + " nothing about what polar maps tell.";

    private final HtmlReport page;
    private final Map<String, Table> tables;

    private StudyReport(HtmlReport page, Map<String, Table> tables) {
        this.page = page;
        this.tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /** {@return the page as HTML, the same for the same stored predictions} */
    public String html() {
        return page.toHtml();
    }

    /** {@return the tables by a name that may be part of a file name} */
    public Map<String, Table> tables() {
        return tables;
    }

    /** {@return the names of the files of the page's figures} */
    public Set<String> figures() {
        return page.figureFiles().keySet();
    }

    /**
     * Reads the folder of a study and compares its models.
     *
     * @param root the folder
     * @return the report, the same for the same stored predictions
     * @throws IOException if the folder cannot be read, or the test set was not opened for at least two models of a task
     */
    public static StudyReport of(Path root) throws IOException {
        return of(ResultFolder.open(root), List.of());
    }

    /**
     * Compares the models of a study whose results may be elsewhere. Of a study of more than {@value #MOST_COMPARED} cells those of
     * each task are compared that were best on the validation patients, and all are listed; the others' predictions are not
     * kept in memory.
     *
     * @param folder the results
     * @param readings what readers said of test patients without and with a model, set beside the model whose probabilities
     *     they saw, or the best on the validation patients; may be empty
     * @return the report, the same for the same stored predictions
     * @throws IOException if they cannot be read, or the test set was not opened for at least two models of a task
     * @throws IllegalArgumentException if there are readings, but no test patient was read by all readers in every condition
     */
    public static StudyReport of(ResultFolder folder, List<Reading> readings) throws IOException {
        return of(folder, readings, MOST_COMPARED);
    }

    static StudyReport of(ResultFolder folder, List<Reading> readings, int most) throws IOException {
        StudyRecord study = folder.study();
        StudyModels models = StudyModels.of(folder, most);
        HtmlReport report = HtmlReport.titled(study.configuration().name());
        report.paragraph(models.records().size() + " of "
                + study.configuration().cells().size() + " cells are trained, "
                + models.failed().size() + " failed. Library " + study.library() + ", data "
                + study.dataFingerprint().substring(0, 12) + ", seed "
                + study.configuration().seed() + ".");
        report.section("How to read this").list(ComparisonReport.CAVEATS).paragraph(BEST_OF_THE_PAPER);
        Map<String, Table> tables = new LinkedHashMap<>();
        models.allCells().ifPresent(all -> {
            report.paragraph("Of each task the " + most + " cells with the largest area on the validation"
                    + " patients are compared and counted here; all-cells.csv lists every cell with its areas.");
            tables.put("all-cells", all);
        });
        Optional<ComparedModels> read = Optional.empty();
        for (Reference reference : List.of(Reference.ER, Reference.ICA)) {
            Optional<ComparedModels> compared = models.compared(reference);
            if (compared.isPresent()) {
                addTask(report, tables, folder, models, reference, compared.get());
                read = compared; // readers are measured by angiography where there are models of it
            }
        }
        if (read.isEmpty()) {
            throw StudyModels.nothingToCompare(folder);
        }
        if (!readings.isEmpty()) {
            tables.putAll(ReadingSection.addTo(report, read.get(), readings, evaluator(study)));
        }
        report.section("Networks that do not look at the maps");
        add(report, tables, "not-looking", CellTables.notLooking(models.records()));
        report.section("Transferred weights and pseudo-labels");
        add(report, tables, "transfer", CellTables.transfers(models.records()));
        add(report, tables, "pseudo-labels", CellTables.pseudoLabels(models.records()));
        if (!models.failed().isEmpty()) {
            add(report, tables, "failed", Table.ofText("Failed cells", List.of("Cell", "Error"), models.failed()));
        }
        report.section("Appendix: reporting items");
        add(report, tables, "reporting-items", ReportingItems.of(folder, models.records()));
        report.section("Configuration").code(study.configuration().toJson());
        return new StudyReport(report, tables);
    }

    private static Evaluator evaluator(StudyRecord study) {
        return Evaluator.withDefaults()
                .withBootstrap(
                        ComparisonReport.PAPER_RESAMPLES, study.configuration().seed());
    }

    private static void addTask(
            HtmlReport report,
            Map<String, Table> tables,
            ResultFolder folder,
            StudyModels models,
            Reference reference,
            ComparedModels compared)
            throws IOException {
        StudyRecord study = folder.study();
        if (!models.twoLook(reference)) {
            report.paragraph(FEWER_THAN_TWO_LOOK);
        }
        ComparisonReport.addTo(
                        report,
                        ComparisonReport.compare(
                                compared,
                                ComparisonReport.PAPER_RESAMPLES,
                                study.configuration().seed()),
                        study.patients(),
                        evaluator(study))
                .forEach((name, table) -> tables.put(reference.id() + "-" + name, table));
        BaselineFinding.of(folder, compared).ifPresent(finding -> finding.addTo(report));
        Table baselines = BaselineTable.of(folder, compared.models());
        if (!baselines.rows().isEmpty()) {
            report.subsection("Against the baselines");
            add(report, tables, reference.id() + "-baselines", baselines);
        }
        Table explanations = StudyExplanations.table(folder, models, compared);
        if (!explanations.rows().isEmpty()) {
            report.subsection("Whether explanations deserve belief");
            add(report, tables, reference.id() + "-explanations", explanations);
        }
    }

    private static void add(HtmlReport report, Map<String, Table> tables, String name, Table table) {
        if (!table.rows().isEmpty()) {
            report.table(table);
            tables.put(name, table);
        }
    }

    /**
     * Writes the page, the tables and the figures.
     *
     * @param directory where to; made if it does not exist, files of the same names are replaced
     * @return the page's file, {@code report.html}
     * @throws IOException if a file cannot be written
     */
    public Path write(Path directory) throws IOException {
        return ReportFiles.write(directory, page, tables);
    }
}
