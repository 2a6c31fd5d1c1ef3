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
        description =
                "Train a model on a cohort, by the recommended protocol where no option says otherwise, and write it to"
                        + " a model file.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private static final int NAMES_TOLD = 8;

    /** What may stand for a model that a training starts from. */
    private static final String PRETRAINED = "pretrained";

    private static final String RANDOM = "random";

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
            description = "Input: rest, stress, early-fusion or late-fusion.")
    private String input;

    @Option(
            names = "--strategy",
            required = true,
            paramLabel = "ID",
            description = "Training strategy: task-1 or strategy-1 to strategy-6.")
    private String strategy;

    @Option(names = "--augment", description = "Rotate each pair of maps by a random angle within +-10 degrees.")
    private boolean augment;

    @Mixin
    private ProtocolOptions protocolOptions;

    @Option(
            names = "--folds",
            paramLabel = "K",
            defaultValue = "1",
            description =
                    "Cross-validate with K folds: training and validation patients take turns in validating; thresholds"
                            + " and validation figures come from predictions of networks that did not train on the"
                            + " patient, and the K networks are averaged in one model (default: ${DEFAULT-VALUE}).")
    private int folds;

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
            description =
                    "Predict by the mean over each map as it is and turned by this angle to either side (default:"
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
            description = "Start from a Keras weight file (HDF5), layer by layer by name, in place of random weights.")
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

    @Option(names = "--log", paramLabel = "FILE", description = "Write a CSV with the figures of each epoch.")
    private Optional<Path> log = Optional.empty();

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (init.isPresent() && kerasWeights.isPresent()) {
            throw new IllegalArgumentException(
                    "--init and --keras-weights both say where the weights start from: give one of them");
        }
        TrainingStrategy chosen = TrainingStrategies.load().require(strategy);
        List<PerfusionState> states = FusionStrategies.load().require(input).states();
        Backbones.load().require(backbone);
        spec.commandLine().getErr().println("spect: " + NnBackend.require().describe());
        Protocol protocol = protocolOptions.protocol();
        Averaging averaging = new Averaging(folds, seeds, testRotation);
        CohortReadOptions options = CohortReadOptions.DEFAULT.withStates(states.toArray(PerfusionState[]::new));
        Cohort patients = CohortCsv.read(
                        cohort,
                        protocolOptions.pixelsToRead().map(options::withPixels).orElse(options))
                .cohort();
        TrainingPlan plan = chosen.plan(patients, CohortSplitter.split(patients, seed));
        Optional<Path> start =
                init.filter(i -> !i.equals(PRETRAINED) && !i.equals(RANDOM)).map(Path::of);
        requireModel("--init", start, plan.initialWeights());
        requireModel("--teacher", teacher, plan.teacher());
        TrainingConfiguration configuration =
                protocol.configuration(new Cell(backbone, input, augment, strategy), seed).toBuilder()
                        .pixels(ProtocolOptions.sizeOf(patients))
                        .settings(settings -> settings.firstWeights(firstWeights(protocol)))
                        .build();
        if (start.isEmpty() && kerasWeights.isEmpty()) {
            tellPretrained(configuration);
        }
        PlanTraining training = PlanTraining.of(plan, patients, configuration)
                .withPseudoLabels(protocol.pseudoLabels())
                .withAveraging(averaging);
        if (kerasWeights.isPresent()) {
            training = training.withInitialWeights(KerasInitialWeights.of(kerasWeights.get()));
        }
        if (start.isPresent()) {
            training = training.withInitialModel(ModelSource.file(start.get()));
        }
        if (teacher.isPresent()) {
            training = training.withTeacher(ModelSource.file(teacher.get()));
        }
        train(training, configuration, averaging.members(), plan.reference());
        return 0;
    }

    private FirstWeights firstWeights(Protocol protocol) {
        return switch (init.orElse("")) {
            case PRETRAINED -> FirstWeights.PRETRAINED;
            case RANDOM -> FirstWeights.RANDOM;
            default -> protocol.settings().firstWeights();
        };
    }

    /** Says that a training starts from pre-trained weights; asked for by name, they must be there. */
    private void tellPretrained(TrainingConfiguration configuration) throws IOException {
        if (configuration.settings().firstWeights() != FirstWeights.PRETRAINED) {
            return;
        }
        boolean found = PretrainedModel.find(configuration.network()).isPresent();
        String network = configuration.network().backbone() + " with " + configuration.network().fusion() + " at "
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

    private void requireModel(String option, Optional<Path> given, Optional<String> needed) {
        if (needed.isPresent() && given.isEmpty()) {
            throw new IllegalArgumentException(strategy + " needs a model trained by " + needed.get()
                    + ": train it first, and give its file with " + option);
        }
    }

    private void train(
            PlanTraining training, TrainingConfiguration configuration, int networks, Reference reference)
            throws IOException {
        TrainingProgress progress = new TrainingProgress(
                new Progress(spec.commandLine().getErr(), "training"),
                networks * configuration.settings().epochs());
        try {
            PlanResult planned = training.train(progress);
            TrainingResult result = planned.training();
            try (TrainedModel model = result.model()) {
                ModelFile.save(model, out);
                if (log.isPresent()) {
                    result.writeLog(log.get());
                }
                progress.done();
                result.transfer()
                        .ifPresent(transfer -> spec.commandLine().getErr().println(told(transfer)));
                show(planned, reference);
            }
        } catch (TrainingDivergedException e) {
            if (e.bestModel().isEmpty()) {
                throw e;
            }
            try (TrainedModel best = e.bestModel().get()) {
                ModelFile.save(best, out);
            }
            throw new IOException(e.getMessage() + "; the best model before that is kept in " + out, e);
        }
    }

    private static String told(WeightTransfer transfer) {
        return "spect: of " + transfer.size() + " arrays of weights "
                + transfer.copied().size()
                + " were taken over, adapted " + named(transfer.adapted()) + ", left at random "
                + named(transfer.fresh());
    }

    /** The names, as far as a reader would read them. */
    private static String named(List<String> arrays) {
        return arrays.size() <= NAMES_TOLD
                ? arrays.toString()
                : arrays.size() + ": " + String.join(", ", arrays.subList(0, NAMES_TOLD)) + ", ...";
    }

    private void show(PlanResult planned, Reference reference) {
        ModelDescription model = planned.training().model().description();
        ModelDescription.Validation best = model.validation();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("model", out.toString());
        result.put("training_patients", planned.trainingPatients());
        result.put("validation_patients", planned.validationPatients());
        result.put("networks", model.averaging().members());
        result.put("epochs", best.epochs());
        result.put("best_epoch", best.epoch());
        result.put("validation_loss", best.loss());
        result.put("validation_accuracy", best.accuracy());
        result.put("validation_auc", best.auc());
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
                        ? "weights of epoch " + best.epoch() + " of " + best.epochs()
                        : model.averaging().members() + " networks averaged, " + best.epochs() + " epochs in all",
                best.accuracy(),
                best.auc(),
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
