package io.github.spectcad.cli;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.core.quantify.NormalDatabase;
import io.github.spectcad.core.quantify.NormalLimits;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCsv;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.FirstWeights;
import io.github.spectcad.nn.model.ImageUse;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.PretrainedModel;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.LabelledPatient;
import io.github.spectcad.nn.train.TrainingData;
import io.github.spectcad.nn.train.TrainingResult;
import io.github.spectcad.study.comparison.ReadingComparison;
import io.github.spectcad.study.comparison.SimulatedReadings;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.BaselineComparison;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.YoudenThresholds;
import io.github.spectcad.study.figure.TrainingFigure.History;
import io.github.spectcad.study.report.DemoReport;
import io.github.spectcad.study.report.HtmlReport;
import io.github.spectcad.study.report.ReportFiles;
import io.github.spectcad.study.training.PlanBaselines;
import io.github.spectcad.study.training.PlanTraining;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole system on simulated patients. */
@Command(
        name = "demo",
        header = "Run the whole system on simulated patients.",
        description = "Run the whole system on a phantom cohort written to disk and read back: train, predict,"
                + " evaluate, compare, explain, report.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int PIXELS_ON_DISK = 290;
    private static final int PIXELS = 32;

    private static final String BACKBONE = "cnn1";
    private static final String INPUT = "early-fusion";

    /** A task of the demo: its strategy, and how many networks a model averages. Many patients do with one, to save time. */
    @SuppressWarnings("ImmutableEnumChecker") // Averaging is an immutable record
    private enum Task {
        EXPERT("task-1", "Task 1: what the expert readers say", Averaging.NONE),
        ANGIOGRAPHY("strategy-1", "Task 2, strategy 1: what angiography shows", Averaging.RECOMMENDED);

        private final String strategy;
        private final String title;
        private final Averaging averaging;

        Task(String strategy, String title, Averaging averaging) {
            this.strategy = strategy;
            this.title = title;
            this.averaging = averaging;
        }

        /** Who trains a model that averages networks over folds: those who validate, too. */
        TrainingData training(TrainingPlan plan, Cohort cohort) {
            Stream<TrainingPlan.Assignment> all = averaging.folds() == 1
                    ? plan.train().stream()
                    : Stream.concat(plan.train().stream(), plan.validation().stream());
            return TrainingData.of(all.toList(), cohort);
        }
    }

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "demo",
            description = "Folder for all results (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    private final Map<String, Object> result = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        output.checkFolder(out.resolve("cohort"), PhantomCommand.COHORT_FILE);
        String backend = NnBackend.require().describe();
        err.println("spect: " + backend);
        Path csv = PhantomCommand.write(PhantomCohort.paper(seed), PIXELS_ON_DISK, out.resolve("cohort"), err);
        Progress reading = new Progress(err, "reading the cohort");
        Cohort cohort = CohortCsv.read(csv, CohortReadOptions.DEFAULT.withPixels(PIXELS))
                .cohort();
        reading.done(cohort.size() + " patients at " + PIXELS + " pixels");
        CohortSplit split = CohortSplitter.split(cohort, seed);
        List<DemoReport.Task> tasks = new ArrayList<>();
        List<DemoReport.Example> examples = new ArrayList<>();
        for (Task task : Task.values()) {
            tasks.add(run(task, cohort, split, examples));
        }
        Path report = writeReport(backend, cohort, split, tasks, examples);
        result.put("report", report.toString());
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(
                spec,
                result,
                () -> summary(tasks) + "\nreport: " + report.toAbsolutePath() + "\n" + Prediction.RESEARCH_USE_ONLY);
        return 0;
    }

    /**
     * Trains and evaluates the models of a task, and explains test patients with the one that validates best of those trained
     * as recommended.
     */
    private DemoReport.Task run(Task task, Cohort cohort, CohortSplit split, List<DemoReport.Example> examples)
            throws IOException {
        TrainingPlan plan = TrainingStrategies.load().require(task.strategy).plan(cohort, split);
        List<PatientStudy> test = cohort.patients(split.test());
        List<DemoReport.Model> models = new ArrayList<>();
        Map<Baseline, LabelledPredictions> baselines = new EnumMap<>(Baseline.class);
        for (Baseline baseline : Baseline.values()) {
            DemoReport.Model plain = evaluate(baseline, task, plan, test, cohort);
            models.add(plain);
            baselines.put(baseline, plain.evaluation().data());
        }
        Path best = null;
        String bestName = "";
        double bestAuc = Double.NEGATIVE_INFINITY;
        FirstWeights recommended = starts().get(0).weights(); // pre-trained ones, where there are some
        for (Start start : starts()) {
            Path file = out.resolve("models")
                    .resolve(task.strategy + "-" + start.name().replace(' ', '-') + ".zip");
            TrainingResult trained = train(task, start, plan, cohort);
            String name;
            try (TrainedModel model = trained.model()) {
                ModelFile.save(model, file);
                ImageUse use = model.description().imageUse();
                name = start.name() + (use.looksAtImage() ? "" : " (does not look at the maps)");
                if (start.weights() == recommended
                        && use.looksAtImage()
                        && model.description().validation().auc() > bestAuc) {
                    bestAuc = model.description().validation().auc();
                    best = file;
                    bestName = name;
                }
            }
            try (TrainedModel model = ModelFile.load(file)) {
                models.add(evaluate(name, model, test, cohort, plan.reference(), trained.epochs()));
            }
        }
        result.put(task.strategy, json(models));
        if (best == null) {
            return new DemoReport.Task(
                    task.title,
                    models,
                    "No network trained as recommended looks at the maps: none is compared with the baselines or"
                            + " explained.",
                    Optional.empty());
        }
        try (TrainedModel model = ModelFile.load(best)) {
            examples.addAll(DemoExamples.explain(model, test, plan.reference(), normals(task.training(plan, cohort))));
        }
        String chosen = bestName;
        Evaluation evaluation = models.stream()
                .filter(model -> model.name().equals(chosen))
                .findFirst()
                .orElseThrow()
                .evaluation();
        LabelledPredictions predictions = evaluation.data();
        BaselineComparison comparison = BaselineComparison.of(predictions, baselines);
        result.put(task.strategy + "_chosen", chosen);
        result.put(task.strategy + "_baselines", comparison);
        return new DemoReport.Task(
                task.title,
                models,
                "Of the models trained as recommended the one chosen on the validation patients, " + chosen + ", is "
                        + comparison.describe()
                        + " (test patients).",
                plan.reference() == Reference.ICA ? Optional.of(readers(chosen, evaluation, test)) : Optional.empty());
    }

    /** The simulated reader without and with the model, as a file and beside the model. */
    private ReadingComparison readers(String model, Evaluation evaluation, List<PatientStudy> test) throws IOException {
        LabelledPredictions data = evaluation.data();
        List<Reading> readings = SimulatedReadings.of(test, data.predictions(), evaluation.thresholds());
        ReadingCsv.write(out.resolve("readings.csv"), readings);
        return ReadingComparison.of(model, data, evaluation.thresholds(), readings);
    }

    /** Normal limits of the training patients without disease; none where they are too few of either sex. */
    private static Optional<NormalDatabase> normals(TrainingData training) {
        List<PatientStudy> healthy = training.patients().stream()
                .filter(labelled -> !labelled.decided().anyVessel())
                .map(LabelledPatient::patient)
                .toList();
        boolean enough = Stream.of(Sex.values())
                .anyMatch(sex -> healthy.stream()
                                .filter(patient -> patient.clinical().sex().equals(Optional.of(sex)))
                                .count()
                        >= NormalLimits.LEAST_PATIENTS);
        return enough ? Optional.of(NormalDatabase.ofPatients(healthy)) : Optional.empty();
    }

    /**
     * A baseline fitted to the patients that the networks train on; its thresholds come from a fit without the validation
     * patients.
     */
    private static DemoReport.Model evaluate(
            Baseline baseline, Task task, TrainingPlan plan, List<PatientStudy> test, Cohort cohort) {
        Reference reference = plan.reference();
        List<PatientStudy> validation = cohort.patients(plan.validation().stream()
                .map(TrainingPlan.Assignment::patientId)
                .toList());
        Thresholds thresholds;
        try (CadClassifier model = PlanBaselines.fit(baseline, TrainingData.of(plan.train(), cohort))) {
            thresholds = YoudenThresholds.of(
                    LabelledPredictions.of(model.classify(validation, MapGate.passed()), cohort, reference));
        }
        try (CadClassifier model = PlanBaselines.fit(baseline, task.training(plan, cohort))) {
            LabelledPredictions data =
                    LabelledPredictions.of(model.classify(test, MapGate.passed()), cohort, reference);
            return new DemoReport.Model(baseline.id(), Evaluator.withDefaults().evaluate(data, thresholds), List.of());
        }
    }

    /** A network of the demo and what its training starts from. */
    private record Start(String backbone, FirstWeights weights) {
        String name() {
            return backbone + " " + INPUT + (weights == FirstWeights.PRETRAINED ? " pre-trained" : " not pre-trained");
        }

        TrainingConfiguration configuration(String strategy) {
            return TrainingConfiguration.recommended(backbone, INPUT, strategy).toBuilder()
                    .pixels(PIXELS)
                    .settings(settings -> settings.firstWeights(weights))
                    .build();
        }
    }

    /** The network from pre-trained weights, where there are some, and from random ones. */
    private static List<Start> starts() throws IOException {
        List<Start> starts = new ArrayList<>();
        Start pretrained = new Start(BACKBONE, FirstWeights.PRETRAINED);
        if (PretrainedModel.find(pretrained.configuration(Task.EXPERT.strategy).network())
                .isPresent()) {
            starts.add(pretrained);
        }
        starts.add(new Start(BACKBONE, FirstWeights.RANDOM));
        return starts;
    }

    private TrainingResult train(Task task, Start start, TrainingPlan plan, Cohort cohort) throws IOException {
        TrainingConfiguration configuration =
                start.configuration(task.strategy).toBuilder().seed(seed).build();
        String name = "training " + task.strategy + " " + start.name();
        TrainingProgress progress =
                new TrainingProgress(new Progress(spec.commandLine().getErr(), name));
        TrainingResult trained = PlanTraining.of(plan, cohort, configuration)
                .withAveraging(task.averaging)
                .train(progress)
                .training();
        progress.done();
        return trained;
    }

    private DemoReport.Model evaluate(
            String name,
            TrainedModel model,
            List<PatientStudy> test,
            Cohort cohort,
            Reference reference,
            List<EpochRecord> epochs)
            throws IOException {
        List<Prediction> predictions = model.classify(test, MapGate.passed());
        String strategy = model.description().training().strategy();
        PredictionCsv.write(
                out.resolve("predictions")
                        .resolve(strategy + "-" + name.replaceAll("[ ()]+", "-").replaceAll("-$", "") + ".csv"),
                predictions);
        Evaluation evaluation = Evaluator.withDefaults()
                .evaluate(LabelledPredictions.of(predictions, cohort, reference), model.thresholds());
        return new DemoReport.Model(
                name,
                evaluation,
                List.of(
                        new History(
                                "training",
                                epochs.stream().map(EpochRecord::loss).toList()),
                        new History(
                                "validation",
                                epochs.stream().map(EpochRecord::validationLoss).toList())));
    }

    private static Map<String, Object> json(List<DemoReport.Model> models) {
        Map<String, Object> aucs = new LinkedHashMap<>();
        for (DemoReport.Model model : models) {
            aucs.put(
                    model.name(),
                    Map.of(
                            "auc_per_vessel",
                                    model.evaluation()
                                            .metrics(Analysis.PER_VESSEL)
                                            .auc()
                                            .value(),
                            "auc_per_patient",
                                    model.evaluation()
                                            .metrics(Analysis.PER_PATIENT)
                                            .auc()
                                            .value()));
        }
        return aucs;
    }

    private static String summary(List<DemoReport.Task> tasks) {
        StringBuilder text = new StringBuilder();
        for (DemoReport.Task task : tasks) {
            text.append(task.title()).append(", AUC on the test patients:\n");
            for (DemoReport.Model model : task.models()) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-35s per vessel %.3f, per patient %.3f%n",
                        model.name(),
                        model.evaluation().metrics(Analysis.PER_VESSEL).auc().value(),
                        model.evaluation().metrics(Analysis.PER_PATIENT).auc().value()));
            }
            text.append("  ").append(task.conclusion()).append('\n');
        }
        return text.toString();
    }

    private Path writeReport(
            String backend,
            Cohort cohort,
            CohortSplit split,
            List<DemoReport.Task> tasks,
            List<DemoReport.Example> examples)
            throws IOException {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("spect", new VersionProvider().getVersion()[0]);
        versions.put("backend", backend);
        versions.put("Java", System.getProperty("java.version"));
        versions.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        HtmlReport page = new DemoReport(
                        "Coronary artery disease from polar maps: demonstration",
                        List.of("A phantom cohort of " + cohort.size()
                                + " simulated patients with the make-up of the paper"
                                + " (Hajianfar et al., EJNMMI 2025;52:3019) was written to disk as images and CSV, read"
                                + " back, and used to train "
                                + starts().size() + " models for each of "
                                + Task.values().length + " tasks at a reduced size. The figures say how the system"
                                + " works, not how well it would diagnose patients."),
                        cohort,
                        split,
                        tasks,
                        examples,
                        embedding(),
                        List.of(
                                "Maps of " + PIXELS_ON_DISK + " pixels were brought to " + PIXELS
                                        + " pixels. Networks trained by the recommended protocol: for strategy 1 "
                                        + Task.ANGIOGRAPHY.averaging.folds()
                                        + " in each model, every one without a part of the training and validation"
                                        + " patients, which it validates on; for task 1, with its many patients, one."
                                        + " Training curves show the networks of a model one after the other.",
                                "Models called pre-trained start from weights made from simulated patients, as the"
                                        + " recommended protocol does where there are some; the others, trained"
                                        + " in the same way, from random weights. The patients of this demo are simulated, too, by another"
                                        + " simulation whose anatomy and disease the first is a wider form of: on"
                                        + " patients of a clinic pre-training may help less.",
                                "Baselines, fitted to the same patients: "
                                        + Stream.of(Baseline.values())
                                                .map(baseline -> baseline.id() + ", " + baseline.title())
                                                .collect(Collectors.joining("; "))
                                        + ".",
                                "Whether a network looks at the maps is measured on the validation patients, by giving"
                                        + " each the maps of others. One that does not is named so and not chosen.",
                                "Seed " + seed
                                        + ". The same seed, version, number of threads and processor give the same"
                                        + " figures."),
                        versions)
                .page();
        return ReportFiles.write(out, page, Map.of());
    }

    /** The source of the embedding example, which the build puts beside the classes. */
    private static String embedding() throws IOException {
        try (var in = DemoCommand.class.getResourceAsStream("/EmbedClassifier.java")) {
            if (in == null) {
                throw new IOException("the embedding example is missing from the jar: build it with Maven");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
