package io.github.spectcad.study.report;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.study.comparison.ComparedModels;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.PatientProfile;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.CellRecord;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyRecord;
import io.github.spectcad.study.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The cells of a study with their stored predictions, in the order of the study. */
final class StudyModels {
    private final List<CellRecord> records = new ArrayList<>();
    private final List<List<String>> failed = new ArrayList<>();
    private final Map<Reference, List<Model>> models = new EnumMap<>(Reference.class);
    private final Map<String, Cell> cells = new HashMap<>();
    private final Optional<Table> allCells;

    private StudyModels(Optional<Table> allCells) {
        this.allCells = allCells;
    }

    /** Reads the cells; of a task with more than so many those that were best on the validation patients. */
    static StudyModels of(ResultFolder folder, int most) throws IOException {
        StudyRecord study = folder.study();
        Map<Reference, List<VesselLabels>> test = new EnumMap<>(Reference.class);
        Map<Reference, List<VesselLabels>> validation = new EnumMap<>(Reference.class);
        for (Reference reference : Reference.values()) {
            test.put(reference, truth(study, study.split().test(), reference));
            validation.put(reference, truth(study, study.split().validation(), reference));
        }
        CellSelection selection = CellSelection.of(folder, test, validation, most);
        StudyModels all = new StudyModels(selection.all());
        for (Stored cell : readAll(folder, selection.cells(), test, validation)) {
            cell.record().ifPresent(all.records::add);
            cell.failure().ifPresent(all.failed::add);
            cell.model()
                    .ifPresent(model -> all.models
                            .computeIfAbsent(model.test().reference(), reference -> new ArrayList<>())
                            .add(model));
        }
        all.records.forEach(record -> all.cells.put(record.cell().title(), record.cell()));
        return all;
    }

    /** Why a study has no models to compare. */
    static IOException nothingToCompare(ResultFolder folder) {
        return new IOException(
                folder.store().location()
                        + " has no test predictions of two models of one task yet: run the study to its end, the test set is opened last");
    }

    /** Areas of all cells of the study; empty where all are here. */
    Optional<Table> allCells() {
        return allCells;
    }

    /** The cells that are trained. */
    List<CellRecord> records() {
        return records;
    }

    /** The cells that failed, each with the first line of its error. */
    List<List<String>> failed() {
        return failed;
    }

    /** The models of a task that look at the maps; all, where fewer than two do; empty where there are not two. */
    Optional<ComparedModels> compared(Reference reference) {
        List<Model> all = models.getOrDefault(reference, List.of());
        List<Model> looking = looking(all);
        List<Model> compared = looking.size() > 1 ? looking : all;
        return compared.size() > 1
                ? Optional.of(new ComparedModels(
                        reference == Reference.ICA
                                ? "Task 2: diagnosis by invasive coronary angiography"
                                : "Task 1: diagnosis by expert readers",
                        compared))
                : Optional.empty();
    }

    /** Whether at least two models of a task look at the maps. */
    boolean twoLook(Reference reference) {
        return looking(models.getOrDefault(reference, List.of())).size() > 1;
    }

    private List<Model> looking(List<Model> all) {
        Set<String> blind = records.stream()
                .filter(record -> !record.imageUse().looksAtImage())
                .map(record -> record.cell().title())
                .collect(Collectors.toSet());
        return all.stream().filter(model -> !blind.contains(model.name())).toList();
    }

    /** The cell of a model. */
    Cell cell(Model model) {
        return cells.get(model.name());
    }

    /** What the folder holds of one cell. */
    private record Stored(Optional<CellRecord> record, Optional<Model> model, Optional<List<String>> failure) {}

    /** Read by all processors. */
    private static List<Stored> readAll(
            ResultFolder folder,
            List<Cell> cells,
            Map<Reference, List<VesselLabels>> test,
            Map<Reference, List<VesselLabels>> validation)
            throws IOException {
        try {
            return cells.parallelStream()
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
}
