package io.github.spectcad.study.report;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.CellRecord;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which cells of a study are compared. The comparisons take each pair of models, so of a study with very many cells only those
 * of each task that were best on the validation patients are compared, and all are listed. The predictions of a cell are read,
 * measured and let go, so the memory that is needed for the others is that of a row in the list.
 *
 * @param cells the cells to compare, in the order of the study
 * @param all areas of all cells; empty where all are compared
 */
record CellSelection(List<Cell> cells, Optional<Table> all) {
    private static final List<Analysis> ANALYSES = List.of(Analysis.PER_VESSEL, Analysis.PER_PATIENT);

    private static final List<Double> UNKNOWN = List.of(Double.NaN, Double.NaN);

    /** What the list says of a cell: areas by {@link #ANALYSES}, NaN where they are not known. */
    private record Measured(
            Cell cell, String state, Optional<Reference> reference, List<Double> validation, List<Double> test) {}

    /**
     * Selects.
     *
     * @param folder the results
     * @param test labels of the test patients by reference
     * @param validation labels of the validation patients by reference
     * @param most how many cells of a task are compared at most
     * @throws IOException if a cell cannot be read
     */
    static CellSelection of(
            ResultFolder folder,
            Map<Reference, List<VesselLabels>> test,
            Map<Reference, List<VesselLabels>> validation,
            int most)
            throws IOException {
        List<Cell> study = folder.study().configuration().cells();
        if (study.size() <= most) {
            return new CellSelection(study, Optional.empty());
        }
        List<Measured> measured = measure(folder, study, test, validation);
        Map<Reference, Set<Cell>> best = new EnumMap<>(Reference.class);
        for (Reference reference : Reference.values()) {
            best.put(
                    reference,
                    measured.stream()
                            .filter(cell -> cell.reference().equals(Optional.of(reference)))
                            .filter(cell -> !Double.isNaN(cell.test().get(0)))
                            .sorted(Comparator.comparingDouble(CellSelection::byValidation)
                                    .reversed())
                            .limit(most)
                            .map(Measured::cell)
                            .collect(Collectors.toSet()));
        }
        List<Cell> compared = study.stream()
                .filter(cell -> best.values().stream().anyMatch(cells -> cells.contains(cell)))
                .toList();
        return new CellSelection(compared, Optional.of(table(measured, Set.copyOf(compared))));
    }

    private static double byValidation(Measured cell) {
        double area = cell.validation().get(0);
        return Double.isNaN(area) ? -1 : area;
    }

    private static List<Measured> measure(
            ResultFolder folder,
            List<Cell> cells,
            Map<Reference, List<VesselLabels>> test,
            Map<Reference, List<VesselLabels>> validation)
            throws IOException {
        try {
            return cells.parallelStream()
                    .map(cell -> {
                        try {
                            return measure(folder, cell, test, validation);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Measured measure(
            ResultFolder folder,
            Cell cell,
            Map<Reference, List<VesselLabels>> test,
            Map<Reference, List<VesselLabels>> validation)
            throws IOException {
        if (!folder.isDone(cell)) {
            String state = folder.failed(cell).isPresent() ? "failed" : "not trained";
            return new Measured(cell, state, Optional.empty(), UNKNOWN, UNKNOWN);
        }
        CellRecord record = folder.record(cell);
        Reference reference = record.reference();
        return new Measured(
                cell,
                record.imageUse().looksAtImage() ? "trained" : "does not look at the maps",
                Optional.of(reference),
                areas(folder.validationPredictions(cell), validation.get(reference), reference),
                areas(
                        folder.hasTestPredictions(cell) ? folder.testPredictions(cell) : List.of(),
                        test.get(reference),
                        reference));
    }

    /** The areas by {@link #ANALYSES}; NaN where predictions are missing or there is one class only. */
    private static List<Double> areas(List<Prediction> predictions, List<VesselLabels> truth, Reference reference) {
        if (predictions.isEmpty() || predictions.size() != truth.size()) {
            return UNKNOWN;
        }
        LabelledPredictions labelled = new LabelledPredictions(reference, predictions, truth);
        return ANALYSES.stream().map(labelled::auc).toList();
    }

    private static Table table(List<Measured> measured, Set<Cell> compared) {
        List<String> header =
                new ArrayList<>(List.of("cell", "strategy", "augmentation", "backbone", "input", "state"));
        for (String patients : List.of("validation", "test")) {
            ANALYSES.forEach(analysis -> header.add(patients + "_auc_" + analysis.id()));
        }
        header.add("compared");
        List<List<TableCell>> rows = new ArrayList<>();
        for (Measured each : measured) {
            Cell cell = each.cell();
            List<TableCell> row = new ArrayList<>();
            for (String text : List.of(
                    cell.id(), cell.strategy(), cell.augmentation(), cell.backbone(), cell.input(), each.state())) {
                row.add(TableCell.text(text));
            }
            each.validation().forEach(area -> row.add(TableCell.share(area)));
            each.test().forEach(area -> row.add(TableCell.share(area)));
            row.add(TableCell.text(compared.contains(cell) ? "yes" : "no"));
            rows.add(row);
        }
        return new Table("All cells", header, rows);
    }
}
