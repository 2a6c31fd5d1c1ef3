package io.github.spectcad.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Obuchowski and Rockette's analysis of a multi-reader study with the degrees of freedom of Hillis.
 *
 * <p>With t tests, r readers, mean squares of the measures and mean error covariances (see {@link ReaderComponents}):
 *
 * <ul>
 *   <li>random readers and cases: F = MS(T) / (MS(TR) + max(r (cov2 - cov3), 0)) on t - 1 and D^2 / (MS(TR)^2 / ((t - 1) (r - 1)))
 *       degrees of freedom, D the denominator; one mean has the variance (MS(R) + max(r cov2, 0)) / r of its test alone
 *   <li>fixed readers: (t - 1) MS(T) / (variance - cov1 + max((r - 1) (cov2 - cov3), 0)) is chi-square on t - 1
 *   <li>fixed cases: F = MS(T) / MS(TR) on t - 1 and (t - 1) (r - 1)
 * </ul>
 *
 * <p>In designs in which readers read different cases the mean covariances include the pairs without a common case, which are 0.
 *
 * <p>References: Obuchowski and Rockette (1995), Communications in Statistics - Simulation and Computation 24, 285-308,
 * <a href="https://doi.org/10.1080/03610919508813243">doi:10.1080/03610919508813243</a>; Hillis (2007), Statistics in Medicine 26,
 * 596-619, <a href="https://doi.org/10.1002/sim.2532">doi:10.1002/sim.2532</a>; Hillis (2014), Statistics in Medicine 33, 330-360,
 * <a href="https://doi.org/10.1002/sim.5926">doi:10.1002/sim.5926</a>. Cost: one product of two vectors for each pair of a reader
 * with a test. Instances are immutable.
 *
 * @since 0.1.0
 */
public final class ObuchowskiRockette {

    private static final ObuchowskiRockette DEFAULT =
            new ObuchowskiRockette(ReaderPopulation.RANDOM_READERS_AND_CASES, ReaderCovariance.DELONG, 0.95);

    private final ReaderPopulation population;
    private final ReaderCovariance method;
    private final double confidence;

    private ObuchowskiRockette(ReaderPopulation population, ReaderCovariance method, double confidence) {
        this.population = population;
        this.method = method;
        this.confidence = confidence;
    }

    /**
     * Random readers and cases, DeLong's covariances and 95 % intervals.
     *
     * @return the analysis
     */
    public static ObuchowskiRockette withDefaults() {
        return DEFAULT;
    }

    /**
     * The same analysis for other populations.
     *
     * @param generalized what the conclusions are about
     * @return an analysis
     * @throws NullPointerException if the population is null
     */
    public ObuchowskiRockette with(ReaderPopulation generalized) {
        return new ObuchowskiRockette(Objects.requireNonNull(generalized, "population"), method, confidence);
    }

    /**
     * The same analysis with other covariances.
     *
     * @param covariance how covariances are estimated
     * @return an analysis
     * @throws NullPointerException if the method is null
     */
    public ObuchowskiRockette with(ReaderCovariance covariance) {
        return new ObuchowskiRockette(population, Objects.requireNonNull(covariance, "covariance"), confidence);
    }

    /**
     * The same analysis with another level of its intervals.
     *
     * @param level confidence level, in (0, 1)
     * @return an analysis
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ObuchowskiRockette withConfidence(double level) {
        return new ObuchowskiRockette(population, method, Arguments.requireLevel(level));
    }

    /**
     * Analyses a study.
     *
     * @param study the study
     * @return test of all tests, means and differences
     * @throws NullPointerException if the study is null
     * @throws IllegalArgumentException if readers are random and there is one only
     */
    public ReaderAnalysis test(ReaderStudy study) {
        Objects.requireNonNull(study, "study");
        requireReaders(population, study);
        ReaderCovariances covariances = new ReaderCovariances(study, method);
        ReaderComponents c = ReaderComponents.of(study, covariances);
        double r = c.readers();
        double interactionDf = (c.tests() - 1) * (r - 1);
        double between = Math.max(0, c.cov2() - c.cov3());
        double error = switch (population) {
            case RANDOM_READERS_AND_CASES -> c.interactionMeanSquare() + r * between;
            case FIXED_READERS -> c.variance() - c.cov1() + (r - 1) * between;
            case FIXED_CASES -> c.interactionMeanSquare();
        };
        double df = switch (population) {
            case RANDOM_READERS_AND_CASES -> satterthwaite(error, c.interactionMeanSquare(), interactionDf);
            case FIXED_READERS -> Double.POSITIVE_INFINITY;
            case FIXED_CASES -> interactionDf;
        };
        List<ReaderAnalysis.Mean> means = new ArrayList<>();
        for (int t = 0; t < c.tests(); t++) {
            means.add(mean(study, covariances, t));
        }
        return analysis(population, study, c.testMeanSquare(), error, df, means, confidence);
    }

    static void requireReaders(ReaderPopulation population, ReaderStudy study) {
        if (population != ReaderPopulation.FIXED_READERS && study.readers() < 2) {
            throw new IllegalArgumentException(
                    "conclusions about other readers need at least 2 readers, got 1: use ReaderPopulation.FIXED_READERS");
        }
    }

    static ReaderAnalysis analysis(
            ReaderPopulation population,
            ReaderStudy study,
            double testMeanSquare,
            double error,
            double df,
            List<ReaderAnalysis.Mean> means,
            double level) {
        double standardError = Math.sqrt(2 * error / study.readers());
        List<ReaderAnalysis.Difference> differences = new ArrayList<>();
        for (int i = 0; i < study.tests(); i++) {
            for (int j = i + 1; j < study.tests(); j++) {
                differences.add(
                        ReaderAnalysis.Difference.of(i, j, study.mean(i) - study.mean(j), standardError, df, level));
            }
        }
        double f = testMeanSquare == 0 && error == 0 ? 0 : testMeanSquare / error;
        return new ReaderAnalysis(
                population, f, study.tests() - 1, df, StudentT.fAbove(f, study.tests() - 1.0, df), means, differences);
    }

    private ReaderAnalysis.Mean mean(ReaderStudy study, ReaderCovariances covariances, int test) {
        double r = study.readers();
        double mean = study.mean(test);
        double meanSquare = 0;
        for (int j = 0; j < r; j++) {
            meanSquare += (study.value(test, j) - mean) * (study.value(test, j) - mean) / (r - 1);
        }
        double cov2 = Math.max(0, covariances.cov2(test));
        double error = switch (population) {
            case RANDOM_READERS_AND_CASES -> meanSquare + r * cov2;
            case FIXED_READERS -> covariances.variance(test) + (r - 1) * cov2;
            case FIXED_CASES -> meanSquare;
        };
        double df = switch (population) {
            case RANDOM_READERS_AND_CASES -> satterthwaite(error, meanSquare, r - 1);
            case FIXED_READERS -> Double.POSITIVE_INFINITY;
            case FIXED_CASES -> r - 1;
        };
        double standardError = Math.sqrt(error / r);
        return new ReaderAnalysis.Mean(
                test, mean, standardError, df, StudentT.interval(mean, standardError, df, confidence));
    }

    /** Hillis' degrees of freedom: (sum of terms)^2 / (mean square^2 / its degrees of freedom), infinite for a mean square of 0. */
    static double satterthwaite(double sum, double meanSquare, double df) {
        return meanSquare == 0 ? Double.POSITIVE_INFINITY : sum / meanSquare * (sum / meanSquare) * df;
    }
}
