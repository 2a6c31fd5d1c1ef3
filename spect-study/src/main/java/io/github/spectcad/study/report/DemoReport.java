package io.github.spectcad.study.report;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.io.picture.BullsEyeFigure;
import io.github.spectcad.study.comparison.ReadingComparison;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.figure.Figure;
import io.github.spectcad.study.figure.TrainingFigure;
import io.github.spectcad.study.table.CohortTable;
import io.github.spectcad.study.table.MetricTables;
import io.github.spectcad.study.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The report of a run of the whole system: cohort, trained models against a baseline, explained examples, and how to embed
 * the model. It trains and computes nothing but tables and figures.
 *
 * @param title title of the page
 * @param introduction what was done, a paragraph each
 * @param cohort the patients
 * @param split the parts
 * @param tasks what was learned, with the models
 * @param examples explained patients
 * @param embedding a Java program that embeds the model
 * @param methods how it was done, an item each, besides what the report says itself
 * @param versions versions of what took part, by name
 */
public record DemoReport(
        String title,
        List<String> introduction,
        Cohort cohort,
        CohortSplit split,
        List<Task> tasks,
        List<Example> examples,
        String embedding,
        List<String> methods,
        Map<String, String> versions) {
    private static final List<String> METHODS = List.of(
            "Predictions are compared with the reference on the test patients, who were not used for training or for any"
                    + " choice. A vessel counts as diseased where its probability is at least its threshold, chosen on the"
                    + " validation patients; a patient where any vessel does. Per vessel, the three vessels of all patients"
                    + " are taken together; per patient, the score is the largest of the three probabilities.",
            "Intervals are at 95 %. For each vessel and per patient: Wilson for proportions, Zou and Donner for balanced"
                    + " accuracy, DeLong on the logit scale for AUC. Per vessel: percentile bootstrap of patients with all three vessels,"
                    + " because the vessels of a patient are not independent.",
            "Saliency is the gradient of the vessel's output with respect to the input maps (Simonyan et al. 2013). It"
                    + " shows what the network reacts to, not where disease is.");

    private static final List<String> CAUTIONS = List.of(
            "How well such a model would diagnose patients: the patients of this demonstration are simulated.",
            "That one model is better than another because its AUC is larger: look at the intervals, and compare models"
                    + " by a paired test.");

    /** Copies the collections. */
    public DemoReport {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(cohort, "cohort");
        Objects.requireNonNull(split, "split");
        Objects.requireNonNull(embedding, "embedding");
        introduction = List.copyOf(introduction);
        tasks = List.copyOf(tasks);
        examples = List.copyOf(examples);
        methods = List.copyOf(methods);
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }

    /**
     * Models that learned the same and are evaluated against the same reference.
     *
     * @param title for example {@code Task 1: expert readings}
     * @param models the trained models and the baselines, at least one, each with a unique name
     * @param conclusion how the chosen model compares with the baselines, as a sentence
     * @param readers the chosen model and its readers, if they were compared
     */
    public record Task(String title, List<Model> models, String conclusion, Optional<ReadingComparison> readers) {
        /** Checks the values. */
        public Task {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(conclusion, "conclusion");
            Objects.requireNonNull(readers, "readers");
            models = List.copyOf(models);
            if (models.isEmpty() || models.stream().map(Model::name).distinct().count() < models.size()) {
                throw new IllegalArgumentException("task '" + title + "' needs models of different names, got "
                        + models.stream().map(Model::name).toList());
            }
        }
    }

    /**
     * One model of a task.
     *
     * @param name for people
     * @param evaluation how it did on the test patients
     * @param losses its losses over the epochs; empty for a model that was not trained in epochs
     */
    public record Model(String name, Evaluation evaluation, List<TrainingFigure.History> losses) {
        /** Checks the values. */
        public Model {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(evaluation, "evaluation");
            losses = List.copyOf(losses);
        }
    }

    /**
     * One explained patient.
     *
     * @param heading for people, for example the patient with truth and predictions
     * @param figures maps, and saliency over them
     * @param tables what belongs beside them, for example the share of saliency in each territory
     */
    public record Example(String heading, List<BullsEyeFigure> figures, List<Table> tables) {
        /** Checks the values. */
        public Example {
            Objects.requireNonNull(heading, "heading");
            figures = List.copyOf(figures);
            tables = List.copyOf(tables);
        }
    }

    /** {@return the page, with its figures as files} */
    public HtmlReport page() {
        HtmlReport report = HtmlReport.titled(title);
        report.section("What was done");
        introduction.forEach(report::paragraph);
        CAUTIONS.forEach(report::generalCaution);
        report.section("Patients").table(CohortTable.of(cohort, split));
        tasks.forEach(task -> add(report, task));
        tasks.forEach(task ->
                task.readers().ifPresent(readers -> ReadingSection.addTo(report, readers, Evaluator.withDefaults())));
        if (!examples.isEmpty()) {
            report.section("Examples");
            for (Example example : examples) {
                report.subsection(example.heading());
                example.figures().forEach(figure -> report.figure(figure, ""));
                example.tables().forEach(report::table);
            }
        }
        report.section("Embedding the model").code(embedding);
        List<String> notes = new ArrayList<>(METHODS);
        notes.addAll(methods);
        report.section("Methods").list(notes);
        List<List<String>> rows = new ArrayList<>();
        versions.forEach((name, version) -> rows.add(List.of(name, version)));
        return report.table(Table.ofText("Versions", List.of("Part", "Version"), rows));
    }

    private static void add(HtmlReport report, Task task) {
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        task.models().forEach(model -> evaluations.put(model.name(), model.evaluation()));
        Evaluation first = task.models().get(0).evaluation();
        Scope vessels = new Scope(first.data(), Analysis.PER_VESSEL);
        Scope patients = new Scope(first.data(), Analysis.PER_PATIENT);
        report.finding(Findings.capital(vessels.title()) + ": " + task.conclusion());
        report.section(task.title())
                .paragraph("Evaluated on " + first.data().patients() + " test patients against "
                        + switch (first.data().reference()) {
                            case ICA -> "invasive coronary angiography.";
                            case ER -> "the expert readers.";
                        })
                .paragraph(task.conclusion())
                .figures(
                        List.of(RocFigures.of("ROC curves, " + vessels.brief(), evaluations, vessels.analysis())),
                        vessels.number() + ". " + vessels.intervals())
                .figures(
                        List.of(RocFigures.of("ROC curves, " + patients.brief(), evaluations, patients.analysis())),
                        patients.number() + ". " + patients.intervals())
                .table(MetricTables.of(
                        "Measures, " + vessels.title() + ". " + vessels.intervals(),
                        evaluations,
                        List.of(vessels.analysis())))
                .table(MetricTables.of(
                        "Measures, " + patients.title() + ". " + patients.intervals(),
                        evaluations,
                        List.of(patients.analysis())))
                .table(MetricTables.of(
                        "Measures for each vessel, n = " + first.data().patients() + " patients. "
                                + patients.intervals(),
                        evaluations,
                        List.of(Analysis.LAD, Analysis.RCA, Analysis.LCX)));
        List<Figure> histories = task.models().stream()
                .filter(model -> !model.losses().isEmpty())
                .map(model -> TrainingFigure.draw("Training of " + model.name(), "Loss", model.losses()))
                .toList();
        if (!histories.isEmpty()) {
            report.subsection("Training")
                    .figures(
                            histories,
                            "Loss on the training and the validation patients; networks of cross-validation one after the other");
        }
    }
}
