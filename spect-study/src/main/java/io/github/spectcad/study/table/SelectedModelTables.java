package io.github.spectcad.study.table;

import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.study.comparison.ReaderComparison;
import io.github.spectcad.study.comparison.SelectedModel;
import io.github.spectcad.study.evaluation.Analysis;
import java.util.ArrayList;
import java.util.List;

/** A selected model as tables. */
public final class SelectedModelTables {
    private SelectedModelTables() {}

    /**
     * Calibration, a row for each analysis.
     *
     * @param selected the model
     * @param analyses the analyses
     * @return the table
     */
    public static Table calibration(SelectedModel selected, List<Analysis> analyses) {
        return new Table(
                "Calibration of " + selected.model().name()
                        + " (ECE of ten groups of equal size; perfect: slope 1, calibration in the large 0)",
                List.of(
                        "Analysis",
                        "Brier score",
                        "Brier skill",
                        "ECE",
                        "Slope (95 % interval)",
                        "Calibration in the large (95 % interval)"),
                analyses.stream()
                        .map(selected::calibration)
                        .map(calibration -> List.of(
                                TableCell.text(calibration.analysis().title()),
                                TableCell.decimal(calibration.brier()),
                                TableCell.decimal(calibration.brierSkill()),
                                TableCell.decimal(calibration.calibrationError()),
                                TableCell.share(calibration.slope()),
                                TableCell.share(calibration.inTheLarge())))
                        .toList());
    }

    /**
     * Measures by subgroup.
     *
     * @param selected the model
     * @param analysis what counts as a case
     * @return the table
     */
    public static Table subgroups(SelectedModel selected, Analysis analysis) {
        return new Table(
                analysis.title() + ": subgroups, " + selected.model().name(),
                List.of("Subgroup", "Patients", "Diseased cases", "AUC", "Sensitivity", "Specificity"),
                selected.subgroups(analysis).stream()
                        .map(group -> List.of(
                                TableCell.text(group.name()),
                                TableCell.count(group.patients()),
                                TableCell.count(group.diseased(), group.cases()),
                                TableCell.share(group.auc()),
                                TableCell.share(group.sensitivity()),
                                TableCell.share(group.specificity())))
                        .toList());
    }

    /**
     * Measures of readers and model.
     *
     * @param selected the model
     * @param readers the readers beside it
     * @param analyses the analyses
     * @return the table
     */
    public static Table readers(SelectedModel selected, ReaderComparison readers, List<Analysis> analyses) {
        String name = readers.isScored() ? "expert readers, summed scores" : "expert readers, yes or no";
        List<List<TableCell>> rows = new ArrayList<>();
        for (Analysis analysis : analyses) {
            rows.add(MetricTables.row(name, readers.readers(analysis)));
            rows.add(MetricTables.row(selected.model().name(), readers.model(analysis)));
        }
        return new Table(
                "Expert readers and model against angiography, " + readers.patients()
                        + " patients; readers call a vessel diseased from a summed score of "
                        + ExpertReading.ABNORMAL_SUM + ", a patient where any vessel is",
                MetricTables.HEADER,
                rows);
    }

    /**
     * Model minus readers, with tests.
     *
     * @param readers the readers beside the model
     * @param analyses the analyses
     * @return the table
     */
    public static Table differences(ReaderComparison readers, List<Analysis> analyses) {
        return new Table(
                "Model minus readers (AUC: DeLong; sensitivity and specificity: McNemar, exact; per vessel both with"
                        + " vessels clustered in patients, Obuchowski 1997 and 1998)",
                List.of("Analysis", "AUC", "p", "Sensitivity", "p of sensitivity", "Specificity", "p of specificity"),
                analyses.stream()
                        .map(readers::difference)
                        .map(difference -> List.of(
                                TableCell.text(difference.analysis().title()),
                                TableCell.decimal(difference.auc()),
                                TableCell.pValue(difference.aucPValue()),
                                TableCell.decimal(difference.sensitivity()),
                                TableCell.pValue(difference.sensitivityPValue()),
                                TableCell.decimal(difference.specificity()),
                                TableCell.pValue(difference.specificityPValue())))
                        .toList());
    }
}
