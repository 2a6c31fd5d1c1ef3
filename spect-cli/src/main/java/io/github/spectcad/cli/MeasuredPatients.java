package io.github.spectcad.cli;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.io.ModelPredictions;
import io.github.spectcad.study.evaluation.Coverage;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options for the patients that predictions are measured on, and the account of who is missing. */
final class MeasuredPatients {
    @Option(
            names = "--cohort",
            required = true,
            paramLabel = "FILE",
            description = "Cohort CSV with the reference standard.")
    private Path file;

    @Option(
            names = "--reference",
            required = true,
            paramLabel = "ica|er",
            description = "Reference standard: invasive coronary angiography or expert reading.")
    private Reference reference;

    @Option(
            names = "--partition",
            paramLabel = "PART",
            description = "Measure the patients of this partition only: train, validation or test.")
    private Optional<Partition> partition = Optional.empty();

    @Option(
            names = "--allow-missing",
            description =
                    "Measure the predicted patients although others with the reference standard are not predicted.")
    private boolean allowMissing;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private Cohort cohort;

    Reference reference() {
        return reference;
    }

    /** The cohort's CSV file. */
    Path file() {
        return file;
    }

    Optional<Partition> partition() {
        return partition;
    }

    /** The cohort, without its maps. */
    Cohort cohort() throws IOException {
        if (cohort == null) {
            cohort =
                    CohortCsv.read(file, CohortReadOptions.DEFAULT.withStates()).cohort();
        }
        return cohort;
    }

    /** The predictions of the expected patients with their labels; refuses gaps unless they are allowed. */
    LabelledPredictions label(Path predictions, ModelPredictions model, Coverage coverage) throws IOException {
        requireComplete(predictions, model, coverage);
        warnOfSeenPatients(predictions, model, coverage);
        return LabelledPredictions.of(expected(model.predictions(), coverage), cohort(), reference);
    }

    Coverage coverage(ModelPredictions model) throws IOException {
        return Coverage.of(model.predictions(), cohort(), reference, partition);
    }

    /** The predictions of the validation patients who have the reference, by which thresholds are chosen. */
    Optional<LabelledPredictions> validation(List<Prediction> predictions) throws IOException {
        Coverage coverage = Coverage.of(predictions, cohort(), reference, Optional.of(Partition.VALIDATION));
        return coverage.measured() == 0
                ? Optional.empty()
                : Optional.of(LabelledPredictions.of(expected(predictions, coverage), cohort(), reference));
    }

    private static List<Prediction> expected(List<Prediction> predictions, Coverage coverage) {
        Set<String> extra = new HashSet<>(coverage.extra());
        return predictions.stream()
                .filter(prediction -> !extra.contains(prediction.patientId()))
                .toList();
    }

    private void requireComplete(Path predictions, ModelPredictions model, Coverage coverage) throws IOException {
        String whom = "the reference " + reference.id()
                + partition.map(part -> " and the partition " + part.id()).orElse("");
        if (coverage.measured() == 0) {
            throw new IllegalArgumentException(predictions + ": no predicted patient has " + whom + " in " + file);
        }
        List<String> strangers =
                coverage.extra().stream().filter(id -> !isKnown(id)).toList();
        if (!strangers.isEmpty() && !allowMissing) {
            throw new IllegalArgumentException(predictions + ": the cohort has no patient " + Coverage.named(strangers)
                    + ": give the cohort that was predicted, or --allow-missing to leave them out");
        }
        if (!coverage.missing().isEmpty() && !allowMissing) {
            throw new IllegalArgumentException(
                    predictions + ": " + coverage.missing().size() + " of the "
                            + coverage.expected() + " patients with " + whom + " are not predicted ("
                            + Coverage.named(coverage.missing()) + "): predict them, "
                            + commonPartition(model.predictions())
                                    .map(part -> "give --partition " + part.id() + " if these alone were meant, ")
                                    .orElse("")
                            + "or give --allow-missing to measure the others");
        }
        if (!coverage.missing().isEmpty()) {
            SpectCommand.warn(
                    spec,
                    predictions + ": " + coverage.missing().size() + " of the " + coverage.expected()
                            + " expected patients are missing; measures of the others alone can be far off");
        }
    }

    private boolean isKnown(String patientId) {
        return cohort.patients().stream()
                .anyMatch(patient -> patient.patientId().equals(patientId));
    }

    /** The partition that all predicted patients belong to, if there is one and it was not given. */
    private Optional<Partition> commonPartition(List<Prediction> predictions) {
        Set<String> ids = new HashSet<>();
        predictions.forEach(prediction -> ids.add(prediction.patientId()));
        List<Optional<Partition>> parts = cohort.patients().stream()
                .filter(patient -> ids.contains(patient.patientId()))
                .map(patient -> patient.partition())
                .distinct()
                .toList();
        return partition.isEmpty() && parts.size() == 1 ? parts.get(0) : Optional.empty();
    }

    /** Warns of patients the model has seen, by its own record or else by the cohort's. */
    private void warnOfSeenPatients(Path predictions, ModelPredictions model, Coverage coverage) {
        Set<String> measured = new HashSet<>();
        expected(model.predictions(), coverage).forEach(prediction -> measured.add(prediction.patientId()));
        Set<String> seen = new TreeSet<>(model.seen().keySet());
        seen.retainAll(measured);
        if (!seen.isEmpty()) {
            SpectCommand.warn(
                    spec,
                    predictions + ": by its own record the model was trained or selected on " + seen.size() + " of the "
                            + measured.size() + " patients (" + Coverage.named(List.copyOf(seen))
                            + "): it is measured too well");
            return;
        }
        long training = cohort.patients().stream()
                .filter(patient -> measured.contains(patient.patientId()))
                .filter(patient -> patient.partition().equals(Optional.of(Partition.TRAIN)))
                .count();
        if (training > 0) {
            SpectCommand.warn(
                    spec,
                    predictions + ": " + training + " of the " + measured.size()
                            + " patients are marked as training patients in the cohort; --partition test measures the"
                            + " others");
        }
    }
}
