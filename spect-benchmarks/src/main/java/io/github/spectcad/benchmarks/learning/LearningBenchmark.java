package io.github.spectcad.benchmarks.learning;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.train.TrainingData;
import io.github.spectcad.nn.train.TrainingListener;
import io.github.spectcad.stats.Auc;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.Protocol;
import io.github.spectcad.study.training.ModelSource;
import io.github.spectcad.study.training.PlanBaselines;
import io.github.spectcad.study.training.PlanResult;
import io.github.spectcad.study.training.PlanTraining;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How well the recommended protocol learns, beside the baselines fitted to the same patients in the same run: CSV on
 * standard error with test AUCs per vessel and per patient, a line for each model and seed, then a table of the means over
 * seeds on standard output.
 *
 * <p>Arguments: a cohort file or {@code phantom} (the demo's cohort of each seed); seeds, for example {@code 1-5};
 * backbones, inputs and strategies, each list divided by commas; folds. A strategy comes after those it starts from.
 */
public final class LearningBenchmark {
    private final String cohortName;
    private final int folds;
    private final PrintStream out;
    private final ReachTable table = new ReachTable();

    private LearningBenchmark(String cohortName, int folds, PrintStream out) {
        this.cohortName = cohortName;
        this.folds = folds;
        this.out = out;
    }

    /**
     * Runs the benchmark.
     *
     * @param args cohort, seeds, backbones, inputs, strategies, folds
     * @throws IOException if a cohort cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 6) {
            throw new IllegalArgumentException("give six arguments: a cohort file or 'phantom', seeds such as 1-5,"
                    + " backbones, inputs, strategies, folds");
        }
        NnBackend.require();
        String[] seeds = args[1].split("-", -1);
        LearningBenchmark benchmark = new LearningBenchmark(args[0], Integer.parseInt(args[5]), System.err);
        benchmark.out.println(
                "seed,strategy,model,networks,validation_auc,test_auc_vessel,test_auc_patient,looks,seconds");
        for (long seed = Long.parseLong(seeds[0]); seed <= Long.parseLong(seeds[seeds.length - 1]); seed++) {
            benchmark.run(
                    seed,
                    List.of(args[2].split(",", -1)),
                    List.of(args[3].split(",", -1)),
                    List.of(args[4].split(",", -1)));
        }
        System.out.println(benchmark.table.markdown());
    }

    private void run(long seed, List<String> backbones, List<String> inputs, List<String> strategies)
            throws IOException {
        int pixels = TrainingConfiguration.RECOMMENDED_PIXELS;
        Cohort cohort = cohortName.equals("phantom")
                ? PhantomCohort.paper(seed).cohort(pixels)
                : CohortCsv.read(Path.of(cohortName), CohortReadOptions.DEFAULT.withPixels(pixels))
                        .cohort();
        CohortSplit split = CohortSplitter.split(cohort, seed);
        for (String strategy : strategies) {
            TrainingPlan plan = TrainingStrategies.load().require(strategy).plan(cohort, split);
            if (plan.teacher().isEmpty() && plan.initialWeights().isEmpty()) {
                baselines(seed, strategy, plan, cohort, split);
            }
        }
        Path folder = Files.createTempDirectory("spect-learning");
        Map<String, Path> models = new HashMap<>();
        for (String backbone : backbones) {
            for (String input : inputs) {
                for (String strategy : strategies) {
                    String name = backbone + " " + input;
                    Path file = folder.resolve(backbone + "-" + input + "-" + strategy + ".zip");
                    network(
                            Protocol.RECOMMENDED.configuration(new Cell(backbone, input, false, strategy), seed),
                            cohort,
                            split,
                            models,
                            file);
                    models.put(name + " " + strategy, file);
                }
            }
        }
        for (Path file : models.values()) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private void baselines(long seed, String strategy, TrainingPlan plan, Cohort cohort, CohortSplit split) {
        List<TrainingPlan.Assignment> all = new ArrayList<>(plan.train());
        if (folds > 1) {
            all.addAll(plan.validation()); // they train, too
        }
        TrainingData training = TrainingData.of(all, cohort);
        for (Baseline baseline : Baseline.values()) {
            long start = System.nanoTime();
            try (CadClassifier model = PlanBaselines.fit(baseline, training)) {
                print(
                        seed,
                        strategy,
                        baseline.id(),
                        0,
                        Double.NaN,
                        test(model, cohort, split, plan.reference()),
                        "",
                        start);
            }
        }
    }

    private void network(
            TrainingConfiguration configuration, Cohort cohort, CohortSplit split, Map<String, Path> models, Path file)
            throws IOException {
        String strategy = configuration.strategy();
        String name = configuration.network().backbone() + " "
                + configuration.network().fusion();
        TrainingPlan plan = TrainingStrategies.load().require(strategy).plan(cohort, split);
        PlanTraining training = PlanTraining.of(plan, cohort, configuration)
                .withPseudoLabels(Protocol.RECOMMENDED.pseudoLabels())
                .withAveraging(new Averaging(folds, 1, 0));
        if (plan.initialWeights().isPresent()) {
            training = training.withInitialModel(ModelSource.file(
                    models.get(name + " " + plan.initialWeights().get())));
        }
        if (plan.teacher().isPresent()) {
            training = training.withTeacher(
                    ModelSource.file(models.get(name + " " + plan.teacher().get())));
        }
        long start = System.nanoTime();
        PlanResult result = training.train(TrainingListener.NONE);
        try (TrainedModel model = result.training().model()) {
            ModelFile.save(model, file);
            print(
                    configuration.seed(),
                    strategy,
                    name,
                    folds,
                    validation(result.training().validation(), cohort, plan.reference()),
                    test(model, cohort, split, plan.reference()),
                    Boolean.toString(model.description().imageUse().looksAtImage()),
                    start);
        }
    }

    /** Of those validation patients who have the reference standard, so that all strategies are compared on the same. */
    private static double validation(List<Prediction> predictions, Cohort cohort, Reference reference) {
        List<Prediction> known = predictions.stream()
                .filter(p -> cohort.patient(p.patientId()).truth(reference).isPresent())
                .toList();
        LabelledPredictions data = LabelledPredictions.of(known, cohort, reference);
        return Auc.of(data.labels(Analysis.PER_VESSEL), data.scores(Analysis.PER_VESSEL))
                .value();
    }

    private static List<Double> test(CadClassifier model, Cohort cohort, CohortSplit split, Reference reference) {
        LabelledPredictions data =
                LabelledPredictions.of(model.classify(cohort.patients(split.test())), cohort, reference);
        List<Double> aucs = new ArrayList<>();
        for (Analysis analysis : List.of(Analysis.PER_VESSEL, Analysis.PER_PATIENT)) {
            aucs.add(Auc.of(data.labels(analysis), data.scores(analysis)).value());
        }
        return aucs;
    }

    private void print(
            long seed,
            String strategy,
            String model,
            int networks,
            double validation,
            List<Double> test,
            String looks,
            long start) {
        table.add(new ReachTable.Row(seed, strategy, model, validation, test.get(0), test.get(1)));
        out.printf(
                Locale.ROOT,
                "%d,%s,%s,%d,%s,%.4f,%.4f,%s,%.0f%n",
                seed,
                strategy,
                model,
                networks,
                Double.isNaN(validation) ? "" : String.format(Locale.ROOT, "%.4f", validation),
                test.get(0),
                test.get(1),
                looks,
                (System.nanoTime() - start) / 1e9);
    }
}
