package io.github.spectcad.study.report;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.study.comparison.ComparedModels;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.comparison.ModelComparison;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.PatientProfile;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.CellRecord;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyRecord;
import io.github.spectcad.study.table.BaselineTable;
import io.github.spectcad.study.table.CellTables;
import io.github.spectcad.study.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The report of a study, from the predictions stored in its folder alone: an HTML page, every table as CSV, and every figure as SVG.
 *
 * @param html the page
 * @param tables the tables by a name that may be part of a file name
 * @param figures the figures of the page by the names of their files
 */
public record StudyReport(String html, Map<String, Table> tables, Map<String, byte[]> figures) {
    private static final String BEST_OF_THE_PAPER =
            "The paper names strategy 5 in its text and strategy 6 in a footnote of its Table 5 as its best model per patient;"
                    + " both are listed here.";

    private static final String FEWER_THAN_TWO_LOOK =
            "Fewer than two networks of this task look at the maps. The comparison includes networks that do not, and says"
                    + " nothing about what polar maps tell.";

    /** Copies the maps. */
    public StudyReport {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** Pages hold their figures: equal pages have equal ones. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StudyReport that && html.equals(that.html) && tables.equals(that.tables);
    }

    @Override
    public int hashCode() {
        return Objects.hash(html, tables);
    }

    /**
     * Reads the folder of a study and compares its models.
     *
     * @param root the folder
     * @return the report, the same for the same stored predictions
     * @throws IOException if the folder cannot be read, or the test set was not opened for at least two models of a task
     */
    public static StudyReport of(Path root) throws IOException {
        return of(ResultFolder.open(root));
    }

    /**
     * Compares the models of a study whose results may be elsewhere.
     *
     * @param folder the results
     * @return the report, the same for the same stored predictions
     * @throws IOException if they cannot be read, or the test set was not opened for at least two models of a task
     */
    public static StudyReport of(ResultFolder folder) throws IOException {
        StudyRecord study = folder.study();
        List<CellRecord> records = new ArrayList<>();
        Map<Reference, List<Model>> models = new EnumMap<>(Reference.class);
        Map<Reference, List<VesselLabels>> testTruth = new EnumMap<>(Reference.class);
        Map<Reference, List<VesselLabels>> validationTruth = new EnumMap<>(Reference.class);
        for (Reference reference : Reference.values()) {
            testTruth.put(reference, truth(study, study.split().test(), reference));
            validationTruth.put(reference, truth(study, study.split().validation(), reference));
        }
        List<List<String>> failed = new ArrayList<>();
        for (Stored cell : readAll(folder, testTruth, validationTruth)) {
            cell.record().ifPresent(records::add);
            cell.model()
                    .ifPresent(model -> models.computeIfAbsent(model.test().reference(), reference -> new ArrayList<>())
                            .add(model));
            cell.failure().ifPresent(failed::add);
        }
        return write(folder, records, models, failed);
    }

    /** What the folder holds of one cell. */
    private record Stored(Optional<CellRecord> record, Optional<Model> model, Optional<List<String>> failure) {}

    /** All cells in the order of the study, read by all processors. */
    private static List<Stored> readAll(
            ResultFolder folder, Map<Reference, List<VesselLabels>> test, Map<Reference, List<VesselLabels>> validation)
            throws IOException {
        try {
            return folder.study().configuration().cells().parallelStream()
                    .map(cell -> {
                        try {
                            return read(folder, cell, test, validation);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Stored read(
            ResultFolder folder,
            Cell cell,
            Map<Reference, List<VesselLabels>> test,
            Map<Reference, List<VesselLabels>> validation)
            throws IOException {
        if (!folder.isDone(cell)) {
            Optional<List<String>> failure = folder.failed(cell)
                    .map(error ->
                            List.of(cell.title(), error.lines().findFirst().orElse("")));
            return new Stored(Optional.empty(), Optional.empty(), failure);
        }
        CellRecord record = folder.record(cell);
        Optional<Model> model = folder.hasTestPredictions(cell)
                ? Optional.of(model(folder, record, test.get(record.reference()), validation.get(record.reference())))
                : Optional.empty();
        return new Stored(Optional.of(record), model, Optional.empty());
    }

    private static List<VesselLabels> truth(StudyRecord study, List<String> ids, Reference reference) {
        Map<String, PatientProfile> byId = new HashMap<>();
        study.patients().forEach(patient -> byId.put(patient.id(), patient));
        return ids.stream()
                .map(id -> byId.get(id).labels(reference))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Model model(
            ResultFolder folder, CellRecord record, List<VesselLabels> test, List<VesselLabels> validation)
            throws IOException {
        Cell cell = record.cell();
        Map<String, String> factors = new LinkedHashMap<>();
        factors.put("strategy", cell.strategy());
        factors.put("augmentation", cell.augmentation());
        factors.put("backbone", cell.backbone());
        factors.put("input", cell.input());
        List<Prediction> validationPredictions = folder.validationPredictions(cell);
        return new Model(
                cell.title(),
                factors,
                new LabelledPredictions(record.reference(), folder.testPredictions(cell), test),
                validationPredictions.size() == validation.size()
                        ? Optional.of(new LabelledPredictions(record.reference(), validationPredictions, validation))
                        : Optional.empty(),
                record.thresholds());
    }

    private static StudyReport write(
            ResultFolder folder,
            List<CellRecord> records,
            Map<Reference, List<Model>> models,
            List<List<String>> failed)
            throws IOException {
        StudyRecord study = folder.study();
        int cells = study.configuration().cells().size();
        HtmlReport report = HtmlReport.titled(study.configuration().name());
        report.paragraph(records.size() + " of " + cells + " cells are trained, " + failed.size() + " failed. Library "
                + study.library() + ", data " + study.dataFingerprint().substring(0, 12) + ", seed "
                + study.configuration().seed() + ".");
        report.section("How to read this").list(ComparisonReport.CAVEATS).paragraph(BEST_OF_THE_PAPER);
        Map<String, Table> tables = new LinkedHashMap<>();
        Set<String> blind = records.stream()
                .filter(record -> !record.imageUse().looksAtImage())
                .map(record -> record.cell().title())
                .collect(Collectors.toSet());
        for (Reference reference : List.of(Reference.ER, Reference.ICA)) {
            List<Model> all = models.getOrDefault(reference, List.of());
            List<Model> looking =
                    all.stream().filter(model -> !blind.contains(model.name())).toList();
            List<Model> compared = looking.size() > 1 ? looking : all;
            if (compared.size() > 1) {
                String title = reference == Reference.ICA
                        ? "Task 2: diagnosis by invasive coronary angiography"
                        : "Task 1: diagnosis by expert readers";
                if (looking.size() < 2) {
                    report.paragraph(FEWER_THAN_TWO_LOOK);
                }
                ComparisonReport.addTo(
                                report,
                                ModelComparison.of(
                                        new ComparedModels(title, compared),
                                        ComparisonReport.PAPER_RESAMPLES,
                                        study.configuration().seed()),
                                study.patients())
                        .forEach((name, table) -> tables.put(reference.id() + "-" + name, table));
                BaselineFinding.of(folder, compared).ifPresent(finding -> finding.addTo(report));
                report.subsection("Against the baselines");
                add(report, tables, reference.id() + "-baselines", BaselineTable.of(folder, compared));
            }
        }
        if (tables.isEmpty()) {
            throw new IOException(
                    folder.store().location()
                            + " has no test predictions of two models of one task yet: run the study to its end, the test set is opened last");
        }
        report.section("Networks that do not look at the maps");
        add(report, tables, "not-looking", CellTables.notLooking(records));
        report.section("Transferred weights and pseudo-labels");
        add(report, tables, "transfer", CellTables.transfers(records));
        add(report, tables, "pseudo-labels", CellTables.pseudoLabels(records));
        if (!failed.isEmpty()) {
            add(report, tables, "failed", Table.ofText("Failed cells", List.of("Cell", "Error"), failed));
        }
        report.section("Appendix: reporting items");
        add(report, tables, "reporting-items", ReportingItems.of(folder, records));
        report.section("Configuration").code(study.configuration().toJson());
        return new StudyReport(report.toHtml(), tables, report.figureFiles());
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
        return ReportFiles.write(directory, html, tables, figures);
    }
}
