package io.github.spectcad.study.report;

import io.github.spectcad.core.Reference;
import io.github.spectcad.nn.explain.MethodCheck;
import io.github.spectcad.nn.explain.SaliencyMethod;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.comparison.ComparedModels;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether the explanations of a study's networks deserve belief: each saliency method is checked on the model of each backbone
 * and task that is best per vessel on the validation patients and takes a stress map. The figures are stored with the study,
 * and its report shows them.
 *
 * @since 0.1.0
 */
public final class StudyExplanations {
    private StudyExplanations() {}

    /**
     * Checks what is not checked yet. May be interrupted: what is stored stays.
     *
     * @param folder the study; its test set must be open
     * @param methods the methods
     * @param progress is told of each model and method before it is checked
     * @return how many pairs of model and method were checked now
     * @throws IOException if the study has no two models of one task with test predictions, a model cannot be read or a result not
     *     be stored
     */
    public static int check(ResultFolder folder, List<SaliencyMethod> methods, Consumer<String> progress)
            throws IOException {
        StudyModels models = StudyModels.of(folder, StudyReport.MOST_COMPARED);
        int done = 0;
        boolean found = false;
        for (Reference reference : Reference.values()) {
            Optional<ComparedModels> compared = models.compared(reference);
            if (compared.isPresent()) {
                found = true;
                for (Model best : best(compared.get())) {
                    done += check(folder, models.cell(best), methods, progress);
                }
            }
        }
        if (!found) {
            throw StudyModels.nothingToCompare(folder);
        }
        return done;
    }

    private static int check(ResultFolder folder, Cell cell, List<SaliencyMethod> methods, Consumer<String> progress)
            throws IOException {
        List<MethodCheck> checks = new ArrayList<>(folder.explanations(cell));
        List<SaliencyMethod> missing = methods.stream()
                .filter(method ->
                        checks.stream().noneMatch(check -> check.method().equals(method.id())))
                .toList();
        if (missing.isEmpty()) {
            return 0;
        }
        try (TrainedModel model = folder.model(cell).open()) {
            for (SaliencyMethod method : missing) {
                progress.accept(cell.title() + ", " + method.id());
                MethodCheck.of(model, method).ifPresent(checks::add);
                folder.storeExplanations(cell, checks);
            }
        }
        return missing.size();
    }

    /** The model of each backbone that is best per vessel on the validation patients, of those that take a stress map. */
    private static List<Model> best(ComparedModels compared) {
        Map<String, List<Model>> byBackbone = new LinkedHashMap<>();
        compared.models().stream()
                .filter(model -> !"rest".equals(model.factors().get("input")))
                .filter(model -> !Double.isNaN(model.validationAuc(Analysis.PER_VESSEL)))
                .forEach(model -> byBackbone
                        .computeIfAbsent(model.factors().get("backbone"), backbone -> new ArrayList<>())
                        .add(model));
        return byBackbone.values().stream()
                .map(models -> models.stream()
                        .max(Comparator.comparingDouble(model -> model.validationAuc(Analysis.PER_VESSEL)))
                        .orElseThrow())
                .toList();
    }

    /** What is known of the explanations of a task's models, a row for each model and method; no row where nothing is. */
    static Table table(ResultFolder folder, StudyModels models, ComparedModels compared) throws IOException {
        List<List<TableCell>> rows = new ArrayList<>();
        for (Model model : best(compared)) {
            for (MethodCheck check : folder.explanations(models.cell(model))) {
                rows.add(List.of(
                        TableCell.text(model.name()),
                        TableCell.text(check.method()),
                        TableCell.share(check.correlation()),
                        TableCell.share(check.deletion()),
                        TableCell.share(check.deletionTurned()),
                        TableCell.share(check.insertion()),
                        TableCell.share(check.insertionTurned()),
                        TableCell.count(
                                check.localisation().hits(),
                                check.localisation().patients()),
                        TableCell.share(check.localisation().inside()),
                        TableCell.share(check.localisation().area())));
            }
        }
        return new Table(
                "Explanations checked on simulated patients with a visible defect, for the model of each backbone that is"
                        + " best on the validation patients. Correlation: of the saliency with that of the network after its"
                        + " weights were shuffled, should be low (Adebayo 2018). Deletion, insertion: mean probability while"
                        + " pixels are taken away (lower is better) or put back (higher is better) in the order of saliency,"
                        + " beside the same with turned saliency (Petsiuk 2018). Hits: brightest pixel in the defect",
                List.of(
                        "Model",
                        "Method",
                        "Correlation",
                        "Deletion",
                        "Deletion, turned",
                        "Insertion",
                        "Insertion, turned",
                        "Hits",
                        "Saliency in the defect",
                        "Area of the defect"),
                rows);
    }
}
