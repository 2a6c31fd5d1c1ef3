package io.github.spectcad.cli;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.train.Pretrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes weights to start trainings from. */
@Command(
        name = "pretrain",
        description = "Train a network on simulated patients of widely varied clinics, to start trainings from with"
                + " 'spect train --init'. No patient's data is needed and none is stored; figures shown are of simulated"
                + " patients and say nothing about a clinic.",
        mixinStandardHelpOptions = true)
final class PretrainCommand implements Callable<Integer> {
    @Option(
            names = "--backbone",
            required = true,
            paramLabel = "ID",
            description = "Backbone, as 'spect list backbones' lists.")
    private String backbone;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "ID",
            description = "Input: rest, stress, early-fusion or late-fusion.")
    private String input;

    @Option(
            names = "--pixels",
            paramLabel = "N",
            defaultValue = "32",
            description =
                    "Width and height of the maps (default: ${DEFAULT-VALUE}). The weights fit trainings with maps"
                            + " of this size.")
    private int pixels;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "16",
            description = "How often " + Pretrainer.EPOCH + " new patients are seen (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "MODEL", description = "Model file to write.")
    private Path out;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Usage.of(spec, () -> Backbones.load().require(backbone));
        Usage.of(spec, () -> FusionStrategies.load().require(input));
        NetworkSpec network = Usage.of(spec, () -> new NetworkSpec(backbone, input, pixels, HeadSpec.RECOMMENDED));
        Pretrainer pretrainer = Usage.of(spec, () -> Pretrainer.of(network, epochs, seed));
        output.check(out, List.of());
        spec.commandLine().getErr().println("spect: " + NnBackend.require().describe());
        TrainingProgress progress =
                new TrainingProgress(new Progress(spec.commandLine().getErr(), "pre-training"));
        try (TrainedModel model = pretrainer.train(progress)) {
            ModelFile.save(model, out);
            progress.done();
            show(model.description());
        }
        return 0;
    }

    private void show(ModelDescription model) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("model", out.toString());
        result.put("simulated_patients", model.data().trainingPatients());
        result.put("simulated_validation_patients", model.data().validationPatients());
        result.put("validation_loss", model.validation().loss());
        result.put("validation_auc", model.validation().auc());
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(
                spec,
                result,
                () -> String.format(
                        Locale.ROOT,
                        "wrote %s, made from %d simulated patients: per-vessel AUC %.3f on %d others, simulated too%n%s",
                        out,
                        model.data().trainingPatients(),
                        model.validation().auc(),
                        model.data().validationPatients(),
                        Prediction.RESEARCH_USE_ONLY));
    }
}
