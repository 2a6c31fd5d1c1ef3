package io.github.spectcad.core.quality;

import io.github.spectcad.core.PolarMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/**
 * How maps of one state look, as a multivariate normal distribution, and how far another map is from them. Two things are
 * compared:
 *
 * <ul>
 *   <li>the appearance: grain at two scales, quantiles of the grey levels, the rim; by the squared Mahalanobis distance;
 *   <li>the pattern of uptake in 6 rings of 12 sectors: by how much the squared Mahalanobis distance falls when the map is
 *       turned by one, two or three quarters of a circle, which it does for a map that is not upright.
 * </ul>
 *
 * <p>Covariances are shrunk (Ledoit and Wolf 2004, doi:10.1016/S0047-259X(03)00096-4). The limits are quantiles of the same
 * figures of maps left out in ten folds, so few maps make them wide and do not raise false alarms.
 *
 * @param maps number of maps
 * @param appearance spread of grain and grey levels
 * @param pattern spread of the uptake over the disc
 * @since 0.1.0
 */
public record MapPopulation(int maps, Spread appearance, Spread pattern) {
    /** From fewer maps nothing is estimated. */
    public static final int FEWEST_MAPS = 20;

    private static final int FOLDS = 10;
    private static final double SHARE_OF_APPEARANCE = 0.5;

    /** Checks the values. */
    public MapPopulation {
        if (maps < FEWEST_MAPS) {
            throw new IllegalArgumentException(
                    "number of maps is " + maps + ": at least " + FEWEST_MAPS + " are needed");
        }
        Objects.requireNonNull(appearance, "appearance");
        Objects.requireNonNull(pattern, "pattern");
    }

    /**
     * A normal distribution, and which values of a figure derived from it are usual.
     *
     * @param mean the mean
     * @param whitening the inverse of the Cholesky factor of the covariance, its lower triangle row by row
     * @param median median of the figure, of maps left out
     * @param limit what few maps left out exceed, above the median
     */
    public record Spread(List<Float> mean, List<Float> whitening, double median, double limit) {
        /** Checks the values. */
        public Spread {
            mean = finite("mean", mean);
            whitening = finite("whitening", whitening);
            if (mean.isEmpty() || whitening.size() != mean.size() * (mean.size() + 1) / 2) {
                throw new IllegalArgumentException("whitening has " + whitening.size() + " values: for a mean of "
                        + mean.size() + " there must be " + mean.size() * (mean.size() + 1) / 2);
            }
            if (!(limit > median) || !Double.isFinite(median) || !Double.isFinite(limit)) {
                throw new IllegalArgumentException(
                        "median and limit are " + median + " and " + limit + ": must be finite, the latter larger");
            }
        }

        private static List<Float> finite(String name, List<Float> values) {
            if (!Objects.requireNonNull(values, name).stream()
                    .allMatch(value -> value != null && Float.isFinite(value))) {
                throw new IllegalArgumentException(name + " has a value that is not finite");
            }
            return List.copyOf(values);
        }

        private double squaredDistance(double[] figures) {
            double sum = 0;
            int next = 0;
            for (int i = 0; i < figures.length; i++) {
                double component = 0;
                for (int j = 0; j <= i; j++) {
                    component += whitening.get(next++) * (figures[j] - mean.get(j));
                }
                sum += component * component;
            }
            return sum;
        }

        /** 0 at the median, 1 at the limit. */
        private double relative(double figure) {
            return Math.max(0, (figure - median) / (limit - median));
        }
    }

    /**
     * Describes maps.
     *
     * @param maps the maps, at least {@value #FEWEST_MAPS}, of one size
     * @param falseAlarms the share of such maps, left out, that may lie beyond 1, in (0, 1)
     * @return the population
     * @throws IllegalArgumentException if there are fewer maps, or the share is not in (0, 1)
     */
    public static MapPopulation fit(List<PolarMap> maps, double falseAlarms) {
        if (!(falseAlarms > 0 && falseAlarms < 1)) {
            throw new IllegalArgumentException("falseAlarms is " + falseAlarms + ": must be in (0, 1)");
        }
        if (maps.size() < FEWEST_MAPS) {
            throw new IllegalArgumentException(
                    "number of maps is " + maps.size() + ": at least " + FEWEST_MAPS + " are needed");
        }
        return new MapPopulation(
                maps.size(),
                spread(maps, MapFigures::appearance, Spread::squaredDistance, SHARE_OF_APPEARANCE * falseAlarms),
                spread(
                        maps,
                        MapFigures::pattern,
                        (spread, pattern) -> orientation(spread, pattern)[0],
                        (1 - SHARE_OF_APPEARANCE) * falseAlarms));
    }

    private static Spread spread(
            List<PolarMap> maps,
            Function<PolarMap, double[]> figures,
            ToDoubleBiFunction<Spread, double[]> derived,
            double beyond) {
        List<double[]> all = maps.stream().map(figures).toList();
        double[] leftOut = new double[all.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            List<double[]> others = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (i % FOLDS != fold) {
                    others.add(all.get(i));
                }
            }
            Spread spread = normal(others, 0, 1);
            for (int i = fold; i < all.size(); i += FOLDS) {
                leftOut[i] = derived.applyAsDouble(spread, all.get(i));
            }
        }
        Arrays.sort(leftOut);
        int n = leftOut.length;
        double median = (leftOut[(n - 1) / 2] + leftOut[n / 2]) / 2;
        double limit = leftOut[Math.min(n, (int) Math.ceil((1 - beyond) * (n + 1))) - 1];
        return normal(all, median, Math.max(limit, median + 1e-6 * Math.max(1, Math.abs(median))));
    }

    /** The distribution of figures that are divided by their standard deviations before their covariance is shrunk. */
    private static Spread normal(List<double[]> figures, double median, double limit) {
        int n = figures.size();
        int p = figures.get(0).length;
        double[] mean = new double[p];
        double[] deviation = new double[p];
        for (int j = 0; j < p; j++) {
            for (double[] row : figures) {
                mean[j] += row[j] / n;
            }
            double square = 0;
            for (double[] row : figures) {
                square += (row[j] - mean[j]) * (row[j] - mean[j]) / n;
            }
            deviation[j] = Math.max(Math.sqrt(square), 1e-3);
        }
        double[][] standard = new double[n][p];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                standard[i][j] = (figures.get(i)[j] - mean[j]) / deviation[j];
            }
        }
        List<Float> whitening = new ArrayList<>();
        double[][] rows = ShrunkCovariance.whitening(standard);
        for (double[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                whitening.add((float) (row[j] / deviation[j]));
            }
        }
        return new Spread(Arrays.stream(mean).mapToObj(value -> (float) value).toList(), whitening, median, limit);
    }

    /** By how much the squared distance falls at the best of the other orientations, and which that is. */
    private static double[] orientation(Spread spread, double[] pattern) {
        double best = Double.POSITIVE_INFINITY;
        int turn = 0;
        for (int quarters = 1; quarters <= 3; quarters++) {
            double distance = spread.squaredDistance(MapFigures.turned(pattern, quarters));
            if (distance < best) {
                best = distance;
                turn = quarters;
            }
        }
        return new double[] {spread.squaredDistance(pattern) - best, turn};
    }

    /**
     * How far a map is from these.
     *
     * @param map a map of their state and size
     * @return 0 at their middle, 1 at the limit that few of them exceed, without an upper bound
     */
    public double distance(PolarMap map) {
        return Math.max(ofAppearance(map), ofPattern(map));
    }

    private double ofAppearance(PolarMap map) {
        return appearance.relative(appearance.squaredDistance(MapFigures.appearance(map)));
    }

    private double ofPattern(PolarMap map) {
        return pattern.relative(orientation(pattern, MapFigures.pattern(map))[0]);
    }

    /** What makes the map differ most. */
    String difference(PolarMap map) {
        if (ofAppearance(map) >= ofPattern(map)) {
            return "its grain and grey levels differ";
        }
        int quarters = (int) orientation(pattern, MapFigures.pattern(map))[1];
        return "it resembles them more when turned by "
                + (quarters == 2 ? "180 degrees" : "90 degrees " + (quarters == 1 ? "counter-clockwise" : "clockwise"));
    }
}
