package io.github.spectcad.cli;

import io.github.spectcad.core.Partition;
import io.github.spectcad.core.Reference;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which patients of a cohort a model is validated on or adapted to. */
final class SiteOptions {
    @Option(
            names = "--reference",
            paramLabel = "ica|er",
            description = "Reference standard of --cohort: invasive coronary angiography or expert reading"
                    + " (default: ica).")
    private Reference reference = Reference.ICA;

    @Option(
            names = "--partition",
            paramLabel = "PART",
            description = "Take the patients of this partition of --cohort only: train, validation or test.")
    private Optional<Partition> partition = Optional.empty();

    @Option(
            names = "--new-patients",
            description =
                    "No patient of the cohort was among those of the training, though IDs may be the same, such as 1, 2, 3:"
                            + " leave nobody out.")
    private boolean newPatients;

    @Mixin
    private GateOption gate;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Reads and predicts the patients, and shows progress. */
    SitePatients patients(TrainedModel model, Path cohort) throws IOException {
        return SitePatients.of(
                model,
                cohort,
                reference,
                partition,
                newPatients,
                gate.gate(),
                new Progress(spec.commandLine().getErr(), "predicting"));
    }

    Reference reference() {
        return reference;
    }

    /** Whom a calibration was learned from, in words. */
    String source(Path cohort) {
        return "patients of " + cohort.getFileName() + " by " + reference.id();
    }
}
