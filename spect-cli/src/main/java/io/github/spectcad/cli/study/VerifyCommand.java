package io.github.spectcad.cli.study;

import io.github.spectcad.cli.GateOption;
import io.github.spectcad.cli.JsonOption;
import io.github.spectcad.cli.Progress;
import io.github.spectcad.cli.TrainingProgress;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyConfiguration;
import io.github.spectcad.study.factorial.StudyVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spect study verify}. */
@Command(
        name = "verify",
        header = "Retrain a cell of a study to verify it.",
        description = "Retrain a finished cell of a study and compare its weights and predictions with the stored"
                + " ones. Exit code 1 where they differ.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Result folder of the study.")
    private Path folder;

    @Option(
            names = "--cell",
            required = true,
            paramLabel = "ID",
            description = "The cell to verify, for example task-1_woaug_cnn2_stress.")
    private String cell;

    @Mixin
    private StudyCohort cohort;

    @Mixin
    private GateOption gate;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StudyConfiguration configuration = ResultFolder.open(folder).study().configuration();
        TrainingProgress progress =
                new TrainingProgress(new Progress(spec.commandLine().getErr(), "verifying"));
        StudyVerifier.Verification verification =
                StudyVerifier.verify(folder, cohort.read(configuration, gate.gate()), cell, progress);
        progress.done();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("cell", cell);
        result.put("identical_weights", verification.identicalWeights());
        result.put("identical_predictions", verification.identicalPredictions());
        result.put("largest_difference", verification.largestDifference());
        json.print(
                spec,
                result,
                () -> cell + ": predictions " + (verification.identicalPredictions() ? "identical" : "differ")
                        + ", weights " + (verification.identicalWeights() ? "identical" : "differ")
                        + ", largest difference of a probability " + verification.largestDifference());
        return verification.identicalPredictions() && verification.identicalWeights() ? 0 : 1;
    }
}
