package io.github.spectcad.cli;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.core.TrainingStrategy;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.keras.KerasInitialWeights;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.FirstWeights;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.PretrainedModel;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.model.WeightTransfer;
import io.github.spectcad.nn.train.TrainingDivergedException;
import io.github.spectcad.nn.train.TrainingResult;
import io.github.spectcad.study.evaluation.BaselineComparison;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.Protocol;
import io.github.spectcad.study.training.ModelSource;
import io.github.spectcad.study.training.PlanBaselines;
import io.github.spectcad.study.training.PlanResult;
import io.github.spectcad.study.training.PlanTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one model. */
@Command(
        name = "train",
        header = "Train a model.",
        description =
                "Train a model on a cohort and write it to a model file. Defaults follow the recommended protocol;"
                        + " --protocol paper follows the paper exactly. An interrupted training resumes when the same command is run again.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private static final int NAMES_SHOWN = 8;

    /** What may stand for a model that a training starts from. */
    private static final String PRETRAINED = "pretrained";

    private static final String RANDOM = "random";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "JSON file with options of this command by name, for example {\"backbone\": \"cnn2\", \"epochs\":"
                            + " 20}. Options on the command line override it.")
    @SuppressWarnings("UnusedVariable") // read before the other options are parsed
    private Optional<Path> config = Optional.empty();

    @Option(names = "--cohort", required = true, paramLabel = "FILE", description = "Cohort CSV.")
    private Path cohort;

    @Option(
            names = "--backbone",
            required = true,
            paramLabel = "ID",
            description = "Backbone ID; 'spect list backbones' prints them.")
    private String backbone;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "ID",
            description = "Input ID: rest, stress, early-fusion or late-fusion.")
    private String input;

    @Option(
            names = "--strategy",
            required = true,
            paramLabel = "ID",
            description = "Training strategy ID: task-1 or strategy-1 to strategy-6.")
    private String strategy;

    @Option(
            names = "--augment",
            negatable = true,
            description = "Rotate each pair of maps by a random angle within +-10 degrees.")
    private boolean augment;

    @Mixin
    private ProtocolOptions protocolOptions;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description =
                    "Cross-validate with K folds: training and validation patients take turns in validating; thresholds"
                            + " and validation figures come from predictions of networks that did not train on the"
                            + " patient, and the K networks are averaged in one model, which takes K times the time and"
                            + " size; 1 trains one network (default: 5 by the recommended protocol, 1 by the paper's).")
    private Optional<Integer> folds = Optional.empty();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Train each network N times, with the seeds from --seed on, and average them in one model (default:"
                            + " ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--test-rotation",
            paramLabel = "DEGREES",
            defaultValue = "0",
            description = "Predict by the mean over each map as it is and turned by this angle to either side (default:"
                    + " ${DEFAULT-VALUE}).")
    private double testRotation;

    @Option(
            names = "--baseline",
            description = "Compare with plain models fitted to the same patients, on the validation patients.")
    private boolean baseline;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--init",
            paramLabel = "MODEL|pretrained|random",
            description = "Start from the weights of this model; needed by strategy-4 (a task-1 model) and strategy-6."
                    + " pretrained: from weights made from simulated patients and validated on simulated patients only,"
                    + " as the recommended protocol does where they fit; random: from random weights.")
    private Optional<String> init = Optional.empty();

    @Option(
            names = "--keras-weights",
            paramLabel = "FILE",
            description =
                    "Start from the weights of a Keras file (name.weights.h5, name.keras or name.h5) instead of random"
                            + " ones, matched by layer name.")
    private Optional<Path> kerasWeights = Optional.empty();

    @Option(
            names = "--teacher",
            paramLabel = "MODEL",
            description =
                    "Label patients without angiography by this model; needed by strategy-5 (a strategy-1 model) and"
                            + " strategy-6 (a strategy-4 model).")
    private Optional<Path> teacher = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "MODEL", description = "Model file to write.")
    private Path out;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Training log (CSV) to write, one line per epoch, as it goes.")
    private Optional<Path> log = Optional.empty();

    @Mixin
    private GateOption gate;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Usage.require(
                spec,
                init.isEmpty() || kerasWeights.isEmpty(),
                "--init and --keras-weights both give the initial weights: give one of them");
        TrainingStrategy chosen = Usage.of(spec, () -> TrainingStrategies.load().require(strategy));
        List<PerfusionState> states =
                Usage.of(spec, () -> FusionStrategies.load().require(input)).states();
        Backbone network = Usage.of(spec, () -> Backbones.load().require(backbone));
        int least = network.minimumPixels();
        Optional<Integer> pixels = Usage.of(spec, protocolOptions::pixelsToRead);
        Usage.require(
                spec,
                pixels.orElse(least) >= least,
                "--pixels is " + pixels.orElse(least) + ": " + backbone + " takes at least " + least);
        Usage.of(spec, () -> configuration(pixels.orElse(least)));
        Usage.require(
                spec,
                log.isEmpty() || !normalised(log.get()).equals(normalised(out)),
                "--log and --out name the same file: give two");
        Optional<Path> start =
                init.filter(i -> !i.equals(PRETRAINED) && !i.equals(RANDOM)).map(Path::of);
        ResumableTraining resumable = ResumableTraining.of(out, log);
        List<Path> inputs = OutputOption.inputs(Optional.of(cohort), start, kerasWeights, teacher);
        output.check(out, inputs);
        if (log.isPresent()) {
            output.check(log.get(), inputs);
        }
        Averaging averaging = Usage.of(
                spec,
                () -> new Averaging(folds.orElse(protocolOptions.averaging().folds()), seeds, testRotation));
        spec.commandLine().getErr().println("spect: " + NnBackend.require().describe());
        CohortReadOptions options = CohortReadOptions.DEFAULT
                .withStates(states.toArray(PerfusionState[]::new))
                .withGate(gate.gate());
        Cohort patients = CohortCsv.read(cohort, pixels.map(options::withPixels).orElse(options))
                .cohort();
        TrainingPlan plan = chosen.plan(patients, CohortSplitter.split(patients, seed));
        requireModel("--init", start, plan.initialWeights());
        requireModel("--teacher", teacher, plan.teacher());
        TrainingConfiguration configuration = configuration(ProtocolOptions.sizeOf(patients));
        if (start.isEmpty() && kerasWeights.isEmpty()) {
            tellPretrained(configuration);
        }
        PlanTraining training = PlanTraining.of(plan, patients, configuration)
                .withAveraging(averaging)
                .withPseudoLabels(protocolOptions.protocol().pseudoLabels());
        if (kerasWeights.isPresent()) {
            training = training.withInitialWeights(KerasInitialWeights.of(kerasWeights.get()));
        }
        if (start.isPresent()) {
            training = training.withInitialModel(ModelSource.file(start.get()));
        }
        if (teacher.isPresent()) {
            training = training.withTeacher(ModelSource.file(teacher.get()));
        }
        train(training, plan.reference(), resumable);
        return 0;
    }

    private static Path normalised(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private FirstWeights firstWeights(FirstWeights ofProtocol) {
        return switch (init.orElse("")) {
            case PRETRAINED -> FirstWeights.PRETRAINED;
            case RANDOM -> FirstWeights.RANDOM;
            default -> ofProtocol;
        };
    }

    /** Says whether a training starts from pre-trained weights; asked for by name, they must be there. */
    private void tellPretrained(TrainingConfiguration configuration) throws IOException {
        if (configuration.settings().firstWeights() != FirstWeights.PRETRAINED) {
            return;
        }
        boolean found = PretrainedModel.find(configuration.network()).isPresent();
        String network = configuration.network().backbone() + " with "
                + configuration.network().fusion() + " at "
                + configuration.network().pixels() + " pixels";
        if (!found && init.isPresent()) {
            String known = PretrainedModel.onClassPath().stream()
                    .map(model -> model.backbone() + " with " + model.fusion() + " at " + model.pixels())
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException("there are no pre-trained weights for " + network
                    + ": there are some for " + (known.isEmpty() ? "none" : known)
                    + "; make others with 'spect pretrain' and give their file with --init");
        }
        spec.commandLine()
                .getErr()
                .println(
                        found
                                ? "spect: starting from weights made from simulated patients and validated on simulated"
                                        + " patients only"
                                : "spect: there are no pre-trained weights for " + network
                                        + ": starting from random ones");
    }

    private TrainingConfiguration configuration(int size) {
        Protocol protocol = protocolOptions.protocol();
        return protocol.configuration(new Cell(backbone, input, augment, strategy), seed).toBuilder()
                .pixels(size)
                .settings(settings ->
                        settings.firstWeights(firstWeights(protocol.settings().firstWeights())))
                .build();
    }

    private void requireModel(String option, Optional<Path> given, Optional<String> needed) {
        Usage.require(
                spec,
                needed.isEmpty() || given.isPresent(),
                strategy + " needs a model trained by " + needed.orElse("")
                        + ": train it first, and give its file with " + option);
    }

    private void train(PlanTraining training, Reference reference, ResumableTraining resumable) throws IOException {
        if (resumable.isBegun()) {
            spec.commandLine().getErr().println("spect: resuming an interrupted training of " + out);
        }
        TrainingProgress progress =
                new TrainingProgress(new Progress(spec.commandLine().getErr(), "training"));
        try {
            PlanResult planned = resumable.train(training, progress);
            TrainingResult result = planned.training();
            try (TrainedModel model = result.model()) {
                ModelFile.save(model, out);
                if (log.isPresent()) {
                    result.writeLog(log.get());
                }
                resumable.finish();
                progress.done();
                result.transfer()
                        .ifPresent(transfer -> spec.commandLine().getErr().println(describe(transfer)));
                show(planned, reference);
            }
        } catch (TrainingDivergedException e) {
            if (e.bestModel().isEmpty()) {
                throw e;
            }
            try (TrainedModel best = e.bestModel().get()) {
                ModelFile.save(best, out);
            }
            resumable.finish();
            throw new IOException(e.getMessage() + "; the best model before that is kept in " + out, e);
        }
    }

    private static String describe(WeightTransfer transfer) {
        return "spect: of " + transfer.size() + " arrays of weights "
                + transfer.copied().size()
                + " were copied, adapted " + named(transfer.adapted()) + ", random "
                + named(transfer.fresh());
    }

    /** The first few names, and how many there are. */
    private static String named(List<String> arrays) {
        return arrays.size() <= NAMES_SHOWN
                ? arrays.toString()
                : arrays.size() + ": " + String.join(", ", arrays.subList(0, NAMES_SHOWN)) + ", ...";
    }

    private void show(PlanResult planned, Reference reference) {
        ModelDescription model = planned.training().model().description();
        ModelDescription.Validation figures = model.validation();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("model", out.toString());
        result.put("training_patients", planned.trainingPatients());
        result.put("validation_patients", planned.validationPatients());
        result.put("networks", model.averaging().members());
        result.put("epochs", figures.epochs());
        result.put("best_epoch", figures.epoch());
        result.put("validation_loss", figures.loss());
        result.put("validation_accuracy", figures.accuracy());
        result.put("validation_auc", figures.auc());
        result.put("thresholds", model.thresholds());
        result.put("differences_from_paper", model.notes());
        result.put("looks_at_image", model.imageUse().looksAtImage());
        result.put("image_use", model.imageUse());
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "wrote %s: %s, validation accuracy %.3f, per-vessel AUC %.3f (%d patients)",
                out,
                model.averaging().members() == 1
                        ? "weights of epoch " + figures.epoch() + " of " + figures.epochs()
                        : model.averaging().members() + " networks averaged, " + figures.epochs() + " epochs in all",
                figures.accuracy(),
                figures.auc(),
                planned.validationPatients()));
        lines.add(model.imageUse().describe());
        if (baseline) {
            BaselineComparison comparison = PlanBaselines.onValidation(planned, reference);
            result.put("baselines", comparison);
            lines.add(comparison.describe());
        }
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        lines.add(Prediction.RESEARCH_USE_ONLY);
        json.print(spec, result, () -> String.join(System.lineSeparator(), lines));
    }
}
