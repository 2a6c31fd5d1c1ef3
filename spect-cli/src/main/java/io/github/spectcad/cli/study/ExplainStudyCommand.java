package io.github.spectcad.cli.study;

import io.github.spectcad.cli.JsonOption;
import io.github.spectcad.cli.Progress;
import io.github.spectcad.cli.Usage;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.nn.explain.SaliencyMethod;
import io.github.spectcad.nn.explain.SaliencyMethods;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyClusters;
import io.github.spectcad.study.report.StudyExplanations;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spect study explain}. */
@Command(
        name = "explain",
        header = "Check whether the explanations of a study's networks deserve belief.",
        description = "Check saliency methods on the model of each backbone and task that is best on the validation"
                + " patients: whether saliency changes with the weights, what deleting and inserting pixels in its order"
                + " does, and whether it lies in the defects of simulated patients. The figures are stored with the study"
                + " and shown by its report; run again to resume.",
        mixinStandardHelpOptions = true)
final class ExplainStudyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Result folder of the study, or its URI.")
    private String folder;

    @Option(
            names = "--method",
            paramLabel = "ID",
            split = ",",
            description =
                    "Saliency methods to check, separated by ','; 'spect list methods' prints them (default: all).")
    private List<String> methods = List.of();

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<SaliencyMethod> chosen = methods.isEmpty()
                ? SaliencyMethods.load().providers()
                : Usage.of(
                        spec,
                        () -> methods.stream()
                                .map(id -> SaliencyMethods.load().require(id))
                                .toList());
        Progress progress = new Progress(spec.commandLine().getErr(), "checking");
        int checked = StudyExplanations.check(
                ResultFolder.open(StudyClusters.store(folder)), chosen, what -> progress.note("checking " + what));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("checked", checked);
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(
                spec,
                result,
                () -> checked + " pairs of model and method checked; 'spect study report' shows the figures\n"
                        + Prediction.RESEARCH_USE_ONLY);
        return 0;
    }
}
