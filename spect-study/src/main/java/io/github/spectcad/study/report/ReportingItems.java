package io.github.spectcad.study.report;

import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.nn.model.LearningRateSchedule;
import io.github.spectcad.nn.model.TrainingSettings;
import io.github.spectcad.study.factorial.CellRecord;
import io.github.spectcad.study.factorial.Protocol;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyRecord;
import io.github.spectcad.study.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The items of TRIPOD+AI (Collins et al. 2024, doi:10.1136/bmj-2023-078378) and STARD 2015 (Bossuyt et al. 2015,
 * doi:10.1136/bmj.h5527) that a study's folder answers by itself. Items are named, not numbered; what only the authors know is
 * marked.
 */
final class ReportingItems {
    private static final String TRIPOD = "TRIPOD+AI";
    private static final String STARD = "STARD";
    private static final String BOTH = "TRIPOD+AI, STARD";
    private static final String AUTHORS = "to be filled by the authors";

    private ReportingItems() {}

    static Table of(ResultFolder folder, List<CellRecord> records) throws IOException {
        StudyRecord study = folder.study();
        Protocol protocol = study.configuration().protocol();
        int test = study.split().test().size();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(BOTH, "Source of data, setting, dates, eligibility", AUTHORS));
        rows.add(List.of(
                BOTH,
                "Participants and flow",
                study.split().train().size() + " patients with angiography to train, "
                        + study.split().validation().size() + " to validate, " + test + " to test; "
                        + study.split().expertOnly().size()
                        + " patients without angiography. Strategies combine them in their own way; the test patients are"
                        + " the same for all."));
        rows.add(List.of(
                TRIPOD,
                "Data partition",
                "by patient, stratified by the joint pattern of diseased vessels, seed "
                        + study.configuration().seed() + "; no patient in two parts"));
        rows.add(List.of(
                BOTH,
                "Outcome and reference standard",
                "angiography: left main at least 50 %, LAD, RCA or LCX at least 70 % narrowed; expert reading: segment scores"
                        + " of a vessel sum to at least 4, unless the cohort file gives the labels"));
        for (Reference reference : Reference.values()) {
            rows.add(
                    List.of(BOTH, "Prevalence among test patients by " + reference.id(), prevalence(study, reference)));
        }
        rows.add(List.of(
                TRIPOD,
                "Predictors",
                "polar maps of " + protocol.pixels() + " x " + protocol.pixels()
                        + " pixels; sex, age, weight, height, z-scored by the training patients alone"));
        rows.add(List.of(
                TRIPOD, "Missing data", "patients without a needed map or feature are refused, nothing is imputed"));
        rows.add(List.of(
                TRIPOD,
                "Model building",
                "Adam, first learning rate " + protocol.settings().learningRate() + ", batches of "
                        + protocol.settings().batchSize() + ", " + schedule(protocol.settings())));
        rows.add(List.of(
                TRIPOD,
                "Models",
                study.configuration().cells().size() + " combinations of "
                        + study.configuration().backbones().size() + " backbones, "
                        + study.configuration().inputs().size() + " inputs, "
                        + study.configuration().augmentation().size() + " augmentations and "
                        + study.configuration().strategies().size() + " strategies; " + records.size() + " trained"));
        rows.add(List.of(
                STARD,
                "Index test threshold",
                "for each vessel the one with the largest sensitivity + specificity on the validation patients"));
        rows.add(List.of(
                BOTH,
                "Performance measures",
                "AUC, accuracy, sensitivity, specificity, precision, balanced accuracy with 95 % intervals; 2 x 2 tables;"
                        + " calibration curves of the models selected on the validation patients"));
        rows.add(List.of(BOTH, "Multiple comparisons", "Holm, and the optimism of the selection by bootstrap"));
        List<String> openings = folder.testSetOpenings();
        rows.add(List.of(
                TRIPOD,
                "Test set opened",
                openings.isEmpty() ? "not yet" : openings.size() + " time(s): " + String.join("; ", openings)));
        List<String> changes = folder.changes();
        rows.add(List.of(
                TRIPOD,
                "Changes to the study",
                changes.isEmpty() ? "none since it was begun" : String.join("; ", changes)));
        rows.add(List.of(STARD, "Time between index test and reference standard", AUTHORS));
        rows.add(List.of(STARD, "Blinding of readers", AUTHORS));
        rows.add(List.of(
                TRIPOD,
                "Availability",
                "every model, its training log and its validation and test predictions are in the folder of the study;"
                        + " library version " + study.library()));
        rows.add(List.of(TRIPOD, "Ethics, funding, conflicts of interest, protocol registration", AUTHORS));
        return Table.ofText("Reporting items filled from the study", List.of("Guideline", "Item", "Content"), rows);
    }

    private static String prevalence(StudyRecord study, Reference reference) {
        List<String> test = study.split().test();
        List<VesselLabels> labels = study.patients().stream()
                .filter(patient -> test.contains(patient.id()))
                .map(patient -> patient.labels(reference))
                .flatMap(Optional::stream)
                .toList();
        int n = labels.size();
        return "LAD " + Numbers.count(labels.stream().filter(VesselLabels::lad).count(), n) + ", RCA "
                + Numbers.count(labels.stream().filter(VesselLabels::rca).count(), n) + ", LCX "
                + Numbers.count(labels.stream().filter(VesselLabels::lcx).count(), n) + ", any "
                + Numbers.count(labels.stream().filter(VesselLabels::anyVessel).count(), n) + " of " + n;
    }

    private static String schedule(TrainingSettings settings) {
        if (settings.schedule() == LearningRateSchedule.COSINE) {
            return "the rate along half a cosine over "
                    + (settings.epochs() == null
                            ? "as many epochs as the number of training patients asks for"
                            : settings.epochs() + " epochs")
                    + ", weights of the last epoch kept";
        }
        return "the rate reduced by " + settings.plateauFactor() + " after " + settings.plateauPatience()
                + " epochs without a better validation accuracy, at most " + settings.epochs()
                + " epochs, weights of the best validation epoch kept";
    }
}
