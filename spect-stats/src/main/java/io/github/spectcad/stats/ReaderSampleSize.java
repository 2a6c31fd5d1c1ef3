package io.github.spectcad.stats;

import java.util.Objects;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Power and size of a multi-reader study that compares two tests, from the components of a pilot study.
 *
 * <p>With J readers, K cases and the pilot's K* cases, error = max(var(TR), 0) + K* / K (variance - cov1 + (J - 1) max(cov2 - cov3,
 * 0)) for random readers and cases, without var(TR) for fixed readers and without J max(cov2 - cov3, 0) for fixed cases; the
 * noncentrality of F (chi-square for fixed readers) is effect^2 J / 2 / error. The mix of diseased and healthy cases is that of
 * the pilot. A new design is for random readers and cases at level 0.05.
 *
 * <p>Reference: Hillis, Obuchowski and Berbaum (2011), Academic Radiology 18, 129-142,
 * <a href="https://doi.org/10.1016/j.acra.2010.09.007">doi:10.1016/j.acra.2010.09.007</a>. Instances are immutable.
 *
 * <p>Cost: one noncentral F tail for each power, 20 for a number of cases, which may be up to a million.
 *
 * @since 0.1.0
 */
public final class ReaderSampleSize {

    private static final int MOST_CASES = 1_000_000;

    private final ReaderComponents pilot;
    private final double effect;
    private final ReaderPopulation population;
    private final double level;

    private ReaderSampleSize(ReaderComponents pilot, double effect, ReaderPopulation population, double level) {
        this.pilot = pilot;
        this.effect = effect;
        this.population = population;
        this.level = level;
    }

    /**
     * A design from a pilot study.
     *
     * @param pilot components of a study of at least 2 tests and 2 readers in which all readers read the same cases with all tests
     * @param effect difference of the means of two tests to be found, not 0
     * @return the design
     * @throws NullPointerException if the pilot is null
     * @throws IllegalArgumentException if the pilot has one test or one reader, or the effect is 0 or outside [-1, 1]
     */
    public static ReaderSampleSize of(ReaderComponents pilot, double effect) {
        Objects.requireNonNull(pilot, "pilot");
        Arguments.requireAtLeast(2, pilot.tests(), "number of tests of the pilot");
        Arguments.requireAtLeast(2, pilot.readers(), "number of readers of the pilot");
        if (!(Math.abs(effect) <= 1) || effect == 0) {
            throw new IllegalArgumentException("effect must lie in [-1, 1] and not be 0, got " + effect);
        }
        return new ReaderSampleSize(pilot, effect, ReaderPopulation.RANDOM_READERS_AND_CASES, 0.05);
    }

    /**
     * The same design for other populations.
     *
     * @param generalized what the conclusions are about
     * @return a design
     * @throws NullPointerException if the population is null
     */
    public ReaderSampleSize with(ReaderPopulation generalized) {
        return new ReaderSampleSize(pilot, effect, Objects.requireNonNull(generalized, "population"), level);
    }

    /**
     * The same design with another level of significance.
     *
     * @param alpha level of significance, in (0, 1)
     * @return a design
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ReaderSampleSize withSignificance(double alpha) {
        return new ReaderSampleSize(
                pilot, effect, population, Arguments.requireOpenProportion(alpha, "level of significance"));
    }

    /**
     * The power of a study.
     *
     * @param readers number of readers, at least 2 (1 for fixed readers)
     * @param cases number of cases that count, at least 4
     * @return probability to find the effect
     * @throws IllegalArgumentException if a number is too small
     */
    public double power(int readers, int cases) {
        Arguments.requireAtLeast(population == ReaderPopulation.FIXED_READERS ? 1 : 2, readers, "number of readers");
        Arguments.requireAtLeast(4, cases, "number of cases");
        double scale = (double) pilot.cases() / cases;
        double between = scale * Math.max(0, pilot.cov2() - pilot.cov3());
        double own = scale * (pilot.variance() - pilot.cov1());
        double interaction = Math.max(0, pilot.interactionVariance());
        double error = switch (population) {
            case RANDOM_READERS_AND_CASES -> interaction + own + (readers - 1) * between;
            case FIXED_READERS -> own + (readers - 1) * between;
            case FIXED_CASES -> interaction + own - between;
        };
        double noncentrality = effect * effect * readers / 2 / error;
        if (population == ReaderPopulation.FIXED_READERS) {
            double z = Gaussian.upperQuantile(level / 2);
            double shift = Math.sqrt(noncentrality);
            return Gaussian.above(z - shift) + Gaussian.below(-z - shift);
        }
        double meanSquare = interaction + own - between;
        double df = population == ReaderPopulation.FIXED_CASES
                ? readers - 1
                : ObuchowskiRockette.satterthwaite(error, meanSquare, readers - 1.0);
        double critical = FDistribution.of(1, df).inverseSurvivalProbability(level);
        return NoncentralF.above(critical, 1, df, noncentrality);
    }

    /**
     * The smallest number of cases that gives a power.
     *
     * @param readers number of readers, at least 2 (1 for fixed readers)
     * @param power probability to find the effect, in (0, 1)
     * @return number of cases
     * @throws IllegalArgumentException if a number is outside its range, or even a million cases do not suffice (more readers
     *     are needed)
     */
    public int cases(int readers, double power) {
        Arguments.requireOpenProportion(power, "power");
        if (!(power(readers, MOST_CASES) >= power)) {
            throw new IllegalArgumentException(
                    "no number of cases gives a power of " + power + " with " + readers
                            + " readers: use more readers, or ReaderPopulation.FIXED_READERS if the conclusions are about these only");
        }
        int low = 4;
        int high = MOST_CASES;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (power(readers, middle) >= power) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
