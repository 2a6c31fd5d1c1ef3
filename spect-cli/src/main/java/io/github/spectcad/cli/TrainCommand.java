package io.github.spectcad.cli;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
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
import io.github.spectcad.nn.layer.BatchNormStatistics;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.model.WeightTransfer;
import io.github.spectcad.nn.train.TrainingDivergedException;
import io.github.spectcad.nn.train.TrainingResult;
import io.github.spectcad.study.training.ModelSource;
import io.github.spectcad.study.training.PlanResult;
import io.github.spectcad.study.training.PlanTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one model. */
@Command(
        name = "train",
        header = "Train a model.",
        description = "Train one model on a cohort and write it to a model file. Defaults follow the paper's protocol."
                + " An interrupted training resumes when the same command is run again.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private static final int NAMES_SHOWN = 8;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "JSON file with options of this command by name, for example {\"backbone\": \"cnn2\", \"epochs\":"
                    + " 20}. Options on the command line override it.")
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

    @Option(names = "--augment", negatable = true, description = "Rotate each pair of maps by a random angle within +-10 degrees.")
    private boolean augment;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "300",
            description = "Maximum number of epochs (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "2",
            description = "Patients per training step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--pixels", paramLabel = "N", description = "Width and height to resize the maps to (default: their own).")
    private Optional<Integer> pixels = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--init",
            paramLabel = "MODEL",
            description = "Start from the weights of this model; needed by strategy-4 (a task-1 model) and strategy-6.")
    private Optional<Path> init = Optional.empty();

    @Option(
            names = "--keras-weights",
            paramLabel = "FILE",
            description = "Start from a Keras weight file (HDF5) instead of random weights, matched by layer name.")
    private Optional<Path> kerasWeights = Optional.empty();

    @Option(
            names = "--batch-norm-momentum",
            paramLabel = "MOMENTUM",
            defaultValue = "0.99",
            description = "Momentum of the running statistics of batch normalisations (default: ${DEFAULT-VALUE}).")
    private double batchNormMomentum;

    @Option(
            names = "--freeze-batch-norm",
            negatable = true,
            description =
                    "Normalise by the running statistics in training, too, and do not update them: for networks that"
                            + " start from trained weights.")
    private boolean freezeBatchNorm;

    @Option(
            names = "--teacher",
            paramLabel = "MODEL",
            description =
                    "Label patients without angiography by this model; needed by strategy-5 (a strategy-1 model) and"
                            + " strategy-6 (a strategy-4 model).")
    private Optional<Path> teacher = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "MODEL", description = "Model file to write.")
    private Path out;

    @Option(names = "--log", paramLabel = "FILE", description = "Training log (CSV) to write, one line per epoch, as it goes.")
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
        Usage.require(
                spec,
                pixels.orElse(least) >= least,
                "--pixels is " + pixels.orElse(least) + ": " + backbone + " takes at least " + least);
        Usage.of(spec, () -> configuration(pixels.orElse(least)));
        List<Path> inputs = OutputOption.inputs(Optional.of(cohort), init, kerasWeights, teacher);
        output.check(out, inputs);
        if (log.isPresent()) {
            output.check(log.get(), inputs);
        }
        ResumableTraining resumable = ResumableTraining.of(out, log);
        spec.commandLine().getErr().println("spect: " + NnBackend.require().describe());
        CohortReadOptions options = CohortReadOptions.DEFAULT
                .withStates(states.toArray(PerfusionState[]::new))
                .withGate(gate.gate());
        Cohort patients = CohortCsv.read(cohort, pixels.map(options::withPixels).orElse(options))
                .cohort();
        TrainingPlan plan = chosen.plan(patients, CohortSplitter.split(patients, seed));
        requireModel("--init", init, plan.initialWeights());
        requireModel("--teacher", teacher, plan.teacher());
        TrainingConfiguration configuration = configuration(pixels.orElseGet(() -> sizeOf(patients)));
        PlanTraining training = PlanTraining.of(plan, patients, configuration);
        if (kerasWeights.isPresent()) {
            training = training.withInitialWeights(KerasInitialWeights.of(kerasWeights.get()));
        }
        if (init.isPresent()) {
            training = training.withInitialModel(ModelSource.file(init.get()));
        }
        if (teacher.isPresent()) {
            training = training.withTeacher(ModelSource.file(teacher.get()));
        }
        train(training, configuration, resumable);
        return 0;
    }

    private TrainingConfiguration configuration(int size) {
        return TrainingConfiguration.paper(backbone, input, strategy).toBuilder()
                .pixels(size)
                .rotationDegrees(augment ? TrainingConfiguration.PAPER_ROTATION_DEGREES : 0)
                .settings(s -> s.epochs(epochs)
                        .batchSize(batch)
                        .batchNorm(new BatchNormStatistics(batchNormMomentum, freezeBatchNorm)))
                .seed(seed)
                .build();
    }

    private void requireModel(String option, Optional<Path> given, Optional<String> needed) {
        Usage.require(
                spec,
                needed.isEmpty() || given.isPresent(),
                strategy + " needs a model trained by " + needed.orElse("")
                        + ": train it first, and give its file with " + option);
    }

    private static int sizeOf(Cohort patients) {
        return patients.patients().stream()
                .flatMap(patient -> Stream.of(patient.rest(), patient.stress()).flatMap(Optional::stream))
                .mapToInt(PolarMap::pixels)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no patient of the cohort has a map"));
    }

    private void train(PlanTraining training, TrainingConfiguration configuration, ResumableTraining resumable)
            throws IOException {
        if (resumable.isBegun()) {
            spec.commandLine().getErr().println("spect: resuming an interrupted training of " + out);
        }
        TrainingProgress progress = new TrainingProgress(
                new Progress(spec.commandLine().getErr(), "training"),
                configuration.settings().epochs());
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
                show(model.description(), planned.trainingPatients(), planned.validationPatients());
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

    private void show(ModelDescription model, int training, int validation) {
        ModelDescription.Validation best = model.validation();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("model", out.toString());
        result.put("training_patients", training);
        result.put("validation_patients", validation);
        result.put("epochs", best.epochs());
        result.put("best_epoch", best.epoch());
        result.put("validation_loss", best.loss());
        result.put("validation_accuracy", best.accuracy());
        result.put("validation_auc", best.auc());
        result.put("thresholds", model.thresholds());
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(
                spec,
                result,
                () -> String.format(
                        Locale.ROOT,
                        "wrote %s: best of %d epochs is %d, validation accuracy %.3f, per-vessel AUC %.3f (%d patients)%n%s",
                        out,
                        best.epochs(),
                        best.epoch(),
                        best.accuracy(),
                        best.auc(),
                        validation,
                        Prediction.RESEARCH_USE_ONLY));
    }
}
