package io.github.spectcad.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Dorfman, Berbaum and Metz' analysis of a multi-reader study: an analysis of variance of jackknife pseudovalues by tests, readers
 * and cases, with the degrees of freedom of Hillis and without removing terms by their significance.
 *
 * <p>Pseudovalues are normalised: their mean is the measure itself. Random readers and cases: F = MS(T) / (MS(TR) + max(MS(TC) -
 * MS(TRC), 0)) with Hillis' degrees of freedom; fixed readers: F = MS(T) / MS(TC); fixed cases: F = MS(T) / MS(TR). For random
 * readers it is {@link ObuchowskiRockette} with {@link ReaderCovariance#JACKKNIFE} (Hillis et al. 2005). Every reader must have
 * read every case with every test. Cost: readings, plus one sort for each reader and test. Instances are immutable.
 *
 * <p>References: Dorfman, Berbaum and Metz (1992), Investigative Radiology 27, 723-731,
 * <a href="https://doi.org/10.1097/00004424-199209000-00015">doi:10.1097/00004424-199209000-00015</a>; Hillis, Obuchowski, Schartz
 * and Berbaum (2005), Statistics in Medicine 24, 1579-1607, <a href="https://doi.org/10.1002/sim.2024">doi:10.1002/sim.2024</a>;
 * Hillis, Berbaum and Metz (2008), Academic Radiology 15, 647-661,
 * <a href="https://doi.org/10.1016/j.acra.2007.12.015">doi:10.1016/j.acra.2007.12.015</a>.
 *
 * @since 0.1.0
 */
public final class DorfmanBerbaumMetz {

    private static final DorfmanBerbaumMetz DEFAULT =
            new DorfmanBerbaumMetz(ReaderPopulation.RANDOM_READERS_AND_CASES, 0.95);

    private final ReaderPopulation population;
    private final double confidence;

    private DorfmanBerbaumMetz(ReaderPopulation population, double confidence) {
        this.population = population;
        this.confidence = confidence;
    }

    /**
     * The mean squares of the pseudovalues. Those with a test or a reader are NaN with one test or one reader.
     *
     * @param test MS(T)
     * @param reader MS(R)
     * @param cases MS(C)
     * @param testReader MS(TR)
     * @param testCase MS(TC)
     * @param readerCase MS(RC)
     * @param residual MS(TRC)
     */
    public record MeanSquares(
            double test,
            double reader,
            double cases,
            double testReader,
            double testCase,
            double readerCase,
            double residual) {

        /**
         * The analysis of variance of the pseudovalues of a study.
         *
         * @param study the study
         * @return mean squares
         * @throws NullPointerException if the study is null
         * @throws IllegalArgumentException if a case was not read by every reader with every test
         */
        public static MeanSquares of(ReaderStudy study) {
            Objects.requireNonNull(study, "study");
            study.requireEveryReading();
            int t = study.tests();
            int r = study.readers();
            double[][][] y = new double[t][r][];
            for (int i = 0; i < t; i++) {
                for (int j = 0; j < r; j++) {
                    y[i][j] = study.pseudovalues(i, j);
                }
            }
            return PseudovalueAnova.of(y, t, r, study.cases());
        }
    }

    /**
     * Random readers and cases and 95 % intervals.
     *
     * @return the test
     */
    public static DorfmanBerbaumMetz withDefaults() {
        return DEFAULT;
    }

    /**
     * The same test for other populations.
     *
     * @param generalized what the conclusions are about
     * @return a test
     * @throws NullPointerException if the population is null
     */
    public DorfmanBerbaumMetz with(ReaderPopulation generalized) {
        return new DorfmanBerbaumMetz(Objects.requireNonNull(generalized, "population"), confidence);
    }

    /**
     * The same test with another level of its intervals.
     *
     * @param level confidence level, in (0, 1)
     * @return a test
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public DorfmanBerbaumMetz withConfidence(double level) {
        return new DorfmanBerbaumMetz(population, Arguments.requireLevel(level));
    }

    /**
     * Analyses a study.
     *
     * @param study the study
     * @return test of all tests, means and differences
     * @throws NullPointerException if the study is null
     * @throws IllegalArgumentException if readers are random and there is one only, or a case was not read by every reader with
     *     every test
     */
    public ReaderAnalysis test(ReaderStudy study) {
        Objects.requireNonNull(study, "study");
        ObuchowskiRockette.requireReaders(population, study);
        MeanSquares ms = MeanSquares.of(study);
        double t = study.tests();
        double r = study.readers();
        double c = study.cases();
        double error = switch (population) {
            case RANDOM_READERS_AND_CASES -> ms.testReader() + Math.max(0, ms.testCase() - ms.residual());
            case FIXED_READERS -> ms.testCase();
            case FIXED_CASES -> ms.testReader();
        };
        double df = switch (population) {
            case RANDOM_READERS_AND_CASES ->
                ObuchowskiRockette.satterthwaite(error, ms.testReader(), (t - 1) * (r - 1));
            case FIXED_READERS -> (t - 1) * (c - 1);
            case FIXED_CASES -> (t - 1) * (r - 1);
        };
        List<ReaderAnalysis.Mean> means = new ArrayList<>();
        for (int i = 0; i < study.tests(); i++) {
            means.add(mean(study, i));
        }
        return ObuchowskiRockette.analysis(population, study, ms.test() / c, error / c, df, means, confidence);
    }

    /** One test by the analysis of variance of its own pseudovalues by readers and cases. */
    private ReaderAnalysis.Mean mean(ReaderStudy study, int test) {
        int r = study.readers();
        int c = study.cases();
        double[][][] y = new double[1][r][];
        for (int j = 0; j < r; j++) {
            y[0][j] = study.pseudovalues(test, j);
        }
        MeanSquares ms = PseudovalueAnova.of(y, 1, r, c);
        double error = switch (population) {
            case RANDOM_READERS_AND_CASES -> ms.reader() + Math.max(0, ms.cases() - ms.readerCase());
            case FIXED_READERS -> ms.cases();
            case FIXED_CASES -> ms.reader();
        };
        double df = switch (population) {
            case RANDOM_READERS_AND_CASES -> ObuchowskiRockette.satterthwaite(error, ms.reader(), r - 1.0);
            case FIXED_READERS -> c - 1.0;
            case FIXED_CASES -> r - 1.0;
        };
        double standardError = Math.sqrt(error / ((double) r * c));
        double mean = study.mean(test);
        return new ReaderAnalysis.Mean(
                test, mean, standardError, df, StudentT.interval(mean, standardError, df, confidence));
    }
}
