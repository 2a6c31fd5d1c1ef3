package io.github.spectcad.study.comparison;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientRule;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import io.github.spectcad.stats.CohenKappa;
import io.github.spectcad.stats.McNemarTest;
import io.github.spectcad.stats.ObuchowskiRockette;
import io.github.spectcad.stats.ReaderAnalysis;
import io.github.spectcad.stats.ReaderMeasure;
import io.github.spectcad.stats.ReaderStudy;
import io.github.spectcad.study.evaluation.Analysis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Readers with and without a model: multi-reader multi-case analysis of areas, sensitivities and specificities, agreement, and
 * for each reader a paired test of the decisions. Cases are the patients whom every reader read in every condition.
 *
 * @param readers the readers, in the order of the file
 * @param conditions the conditions that were read, without the model first
 * @param cases number of patients that all readers read in all conditions and who have the reference
 * @param leftOut number of patients with readings that are left out
 * @param ordinal whether areas are of segment scores; else of decisions, which give one point of the curve only
 * @param results one for each of LAD, RCA, LCX and the patient that has both classes
 * @since 0.1.0
 */
public record MultiReaderComparison(
        List<String> readers,
        List<ReadingCondition> conditions,
        int cases,
        int leftOut,
        boolean ordinal,
        List<Result> results) {
    private static final TerritoryMap TERRITORIES = TerritoryMap.standard();

    /** Copies the lists. */
    public MultiReaderComparison {
        readers = List.copyOf(readers);
        conditions = List.copyOf(conditions);
        results = List.copyOf(results);
    }

    /**
     * The comparison of one analysis.
     *
     * @param analysis what counts as a case
     * @param measures for each measure its values and comparison
     * @param agreement kappa of each pair of readers in each condition, and of each reader between the conditions
     * @param paired for each reader the tests of decisions without against with the model; empty with one condition
     */
    public record Result(Analysis analysis, List<Measure> measures, List<Agreement> agreement, List<Paired> paired) {
        /** Copies the lists. */
        public Result {
            measures = List.copyOf(measures);
            agreement = List.copyOf(agreement);
            paired = List.copyOf(paired);
        }
    }

    /**
     * A measure of all readers in all conditions.
     *
     * @param measure what is measured
     * @param values for each condition the value of each reader
     * @param analysis Obuchowski and Rockette's analysis for random readers and cases; empty with one reader
     */
    public record Measure(ReaderMeasure measure, List<List<Double>> values, Optional<ReaderAnalysis> analysis) {}

    /**
     * Agreement of two sets of decisions.
     *
     * @param first whose and in which condition
     * @param second whose and in which condition
     * @param kappa Cohen's kappa
     */
    public record Agreement(String first, String second, CohenKappa.Result kappa) {}

    /**
     * One reader's decisions without and with the model.
     *
     * @param reader the reader
     * @param diseased McNemar's test among diseased cases: sensitivity; first is without the model
     * @param healthy McNemar's test among healthy cases: specificity
     */
    public record Paired(String reader, McNemarTest.Result diseased, McNemarTest.Result healthy) {}

    /**
     * Compares.
     *
     * @param readings the readings
     * @param cohort the patients
     * @param reference the reference standard
     * @param rule when a patient counts as abnormal where all readings have segment scores; empty where a patient does as
     *     soon as the reader calls a vessel diseased, and is rated by the largest summed score of a vessel
     * @return the comparison
     * @throws IllegalArgumentException if no patient with the reference was read by all readers in all conditions, a reader
     *     read nobody in one of them, there is a rule but not for each reading a score, or no analysis has both classes
     */
    public static MultiReaderComparison of(
            List<Reading> readings, Cohort cohort, Reference reference, Optional<PatientRule> rule) {
        CommonReadings common = CommonReadings.of(
                readings,
                cohort.patients().stream()
                        .filter(patient -> patient.truth(reference).isPresent())
                        .map(PatientStudy::patientId)
                        .toList());
        List<List<List<Reading>>> table = common.conditions().stream()
                .map(condition -> common.readers().stream()
                        .map(reader -> common.of(reader, condition)
                                .orElseThrow(() -> new IllegalArgumentException("reader '" + reader
                                        + "' has no reading " + condition.id() + " the model, which others have:"
                                        + " compare readers who read in the same conditions")))
                        .toList())
                .toList();
        boolean ordinal = table.stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .allMatch(reading -> reading.stress().isPresent());
        if (rule.isPresent() && !ordinal) {
            throw new IllegalArgumentException(
                    "a rule says when segment scores make a patient abnormal, but not all readings have scores of the"
                            + " stress map: leave the rule out");
        }
        Table all = new Table(
                common.readers(),
                common.conditions(),
                common.patients().stream()
                        .map(id -> cohort.patient(id)
                                .truth(reference)
                                .orElseThrow()
                                .labels())
                        .toList(),
                table,
                rule,
                ordinal);
        List<Result> results = Analysis.ORDER.stream()
                .filter(analysis -> analysis != Analysis.PER_VESSEL)
                .filter(all::hasBothClasses)
                .map(all::compare)
                .toList();
        if (results.isEmpty()) {
            throw new IllegalArgumentException("the " + common.patients().size()
                    + " patients that all readers read have one class only by " + reference.id());
        }
        return new MultiReaderComparison(
                common.readers(), common.conditions(), common.patients().size(), common.leftOut(), ordinal, results);
    }

    /** The readings as numbers: by condition, reader and patient. */
    private record Table(
            List<String> readers,
            List<ReadingCondition> conditions,
            List<VesselLabels> truth,
            List<List<List<Reading>>> readings,
            Optional<PatientRule> rule,
            boolean ordinal) {
        int[] labels(Analysis analysis) {
            return truth.stream()
                    .mapToInt(
                            labels -> analysis.vessel().map(labels::isPositive).orElseGet(labels::anyVessel) ? 1 : 0)
                    .toArray();
        }

        boolean hasBothClasses(Analysis analysis) {
            return Arrays.stream(labels(analysis)).distinct().count() == 2;
        }

        private double rating(Analysis analysis, Reading reading) {
            if (!ordinal) {
                return decision(analysis, reading);
            }
            SegmentScores scores = reading.stress().orElseThrow();
            return analysis.vessel()
                    .map(vessel -> scores.sum(vessel, TERRITORIES))
                    .orElseGet(() -> rule.orElse(PatientRule.ANY_VESSEL).score(scores, TERRITORIES));
        }

        private int decision(Analysis analysis, Reading reading) {
            boolean diseased = analysis.vessel()
                    .map(reading.diseased()::isPositive)
                    .orElseGet(() -> rule.map(
                                    given -> given.isAbnormal(reading.stress().orElseThrow(), TERRITORIES))
                            .orElseGet(reading.diseased()::anyVessel));
            return diseased ? 1 : 0;
        }

        private double[][][] ratings(ToDoubleFunction<Reading> rating) {
            return readings.stream()
                    .map(condition -> condition.stream()
                            .map(reader -> reader.stream().mapToDouble(rating).toArray())
                            .toArray(double[][]::new))
                    .toArray(double[][][]::new);
        }

        Result compare(Analysis analysis) {
            int[] labels = labels(analysis);
            double[][][] decisions = ratings(reading -> decision(analysis, reading));
            List<Measure> measures = new ArrayList<>();
            measures.add(measure(ReaderMeasure.AUC, labels, ratings(reading -> rating(analysis, reading))));
            measures.add(measure(ReaderMeasure.SENSITIVITY, labels, decisions));
            measures.add(measure(ReaderMeasure.SPECIFICITY, labels, decisions));
            return new Result(analysis, measures, agreement(decisions), paired(labels, decisions));
        }

        private Measure measure(ReaderMeasure measure, int[] labels, double[][][] ratings) {
            ReaderStudy study = ReaderStudy.of(measure, labels, ratings);
            List<List<Double>> values = new ArrayList<>();
            for (int c = 0; c < conditions.size(); c++) {
                List<Double> row = new ArrayList<>();
                for (int r = 0; r < readers.size(); r++) {
                    row.add(study.value(c, r));
                }
                values.add(row);
            }
            return new Measure(
                    measure,
                    values,
                    readers.size() < 2
                            ? Optional.empty()
                            : Optional.of(ObuchowskiRockette.withDefaults().test(study)));
        }

        private List<Agreement> agreement(double[][][] decisions) {
            List<Agreement> agreement = new ArrayList<>();
            for (int c = 0; c < conditions.size(); c++) {
                for (int a = 0; a < readers.size(); a++) {
                    for (int b = a + 1; b < readers.size(); b++) {
                        agreement.add(agreement(c, a, c, b, decisions));
                    }
                }
            }
            for (int r = 0; r < readers.size() && conditions.size() == 2; r++) {
                agreement.add(agreement(0, r, 1, r, decisions));
            }
            return agreement;
        }

        private Agreement agreement(int c, int a, int d, int b, double[][][] decisions) {
            return new Agreement(
                    name(c, a),
                    name(d, b),
                    CohenKappa.withDefaults().of(ints(decisions[c][a]), ints(decisions[d][b]), 2));
        }

        private String name(int condition, int reader) {
            return readers.get(reader) + " " + conditions.get(condition).id();
        }

        private List<Paired> paired(int[] labels, double[][][] decisions) {
            List<Paired> paired = new ArrayList<>();
            for (int r = 0; r < readers.size() && conditions.size() == 2; r++) {
                int[] without = ints(decisions[0][r]);
                int[] with = ints(decisions[1][r]);
                paired.add(new Paired(readers.get(r), test(labels, without, with, 1), test(labels, without, with, 0)));
            }
            return paired;
        }

        /** McNemar's test of right decisions among the cases of one class. */
        private static McNemarTest.Result test(int[] labels, int[] first, int[] second, int label) {
            long firstOnly = 0;
            long secondOnly = 0;
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == label && first[i] != second[i]) {
                    firstOnly += first[i] == label ? 1 : 0;
                    secondOnly += second[i] == label ? 1 : 0;
                }
            }
            return McNemarTest.withDefaults().test(firstOnly, secondOnly);
        }

        private static int[] ints(double[] values) {
            return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
        }
    }
}
