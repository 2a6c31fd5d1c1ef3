package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which subjects each bootstrap resample draws. A plan is a value: it can be replayed for any number of statistics and models,
 * which are then compared on the same resamples.
 *
 * <p>Resample b of a seeded plan is drawn from a stream of random numbers of its own, made from the seed and b. So it does not
 * depend on the other resamples, on their number, or on the number of threads. The draws are unbiased.
 *
 * <p>Indices are 0-based positions of subjects. Instances are immutable and safe for use by several threads.
 *
 * <p>Cost: a plan draws when it is asked, so that its size does not depend on the number of resamples; a listed plan keeps its indices.
 * Up to 2^31 - 1 subjects and resamples.
 *
 * @since 0.1.0
 */
public final class ResamplingPlan {

    private final int subjects;
    private final int resamples;
    private final long seed;
    /** For each stratum the units (subjects or clusters) it draws from, or null for a listed plan. */
    private final int[][] pools;
    /** The subjects of each cluster, or null if the units are the subjects. */
    private final int[][] clusters;
    /** The resamples of a listed plan, or null. */
    private final int[][] listed;

    private ResamplingPlan(int subjects, int resamples, long seed, int[][] pools, int[][] clusters, int[][] listed) {
        this.subjects = Arguments.requireAtLeast(1, subjects, "number of subjects");
        this.resamples = Arguments.requireAtLeast(1, resamples, "number of resamples");
        this.seed = seed;
        this.pools = pools;
        this.clusters = clusters;
        this.listed = listed;
    }

    /**
     * Ordinary bootstrap: each resample draws as many subjects as there are, with replacement.
     *
     * @param subjects number of subjects, at least 1
     * @param resamples number of resamples, at least 1
     * @param seed seed of the random numbers
     * @return the plan
     * @throws IllegalArgumentException if a number is less than 1
     */
    public static ResamplingPlan ordinary(int subjects, int resamples, long seed) {
        Arguments.requireAtLeast(1, subjects, "number of subjects");
        return new ResamplingPlan(subjects, resamples, seed, new int[][] {identity(subjects)}, null, null);
    }

    /**
     * Stratified bootstrap: each resample draws from every stratum as many subjects as the stratum has. With the labels as
     * strata every resample keeps the numbers of diseased and healthy subjects.
     *
     * @param strata the stratum of each subject
     * @param resamples number of resamples, at least 1
     * @param seed seed of the random numbers
     * @return the plan
     * @throws NullPointerException if the strata are null
     * @throws IllegalArgumentException if there are no subjects or fewer than 1 resamples
     */
    public static ResamplingPlan stratified(int[] strata, int resamples, long seed) {
        Objects.requireNonNull(strata, "strata");
        return new ResamplingPlan(strata.length, resamples, seed, members(strata), null, null);
    }

    /**
     * Cluster bootstrap: each resample draws as many clusters as there are, with replacement, and takes all subjects of each.
     * For observations that are not independent, such as the three vessels (subjects) of one patient (cluster).
     *
     * @param clusters the cluster of each subject
     * @param resamples number of resamples, at least 1
     * @param seed seed of the random numbers
     * @return the plan; the size of a resample varies if the clusters differ in size
     * @throws NullPointerException if the clusters are null
     * @throws IllegalArgumentException if there are no subjects or fewer than 1 resamples
     */
    public static ResamplingPlan cluster(int[] clusters, int resamples, long seed) {
        Objects.requireNonNull(clusters, "clusters");
        int[][] members = members(clusters);
        return new ResamplingPlan(
                clusters.length, resamples, seed, new int[][] {identity(members.length)}, members, null);
    }

    /**
     * Stratified cluster bootstrap: as {@link #cluster}, drawing from every stratum as many clusters as the stratum has.
     *
     * @param clusters the cluster of each subject
     * @param strata the stratum of each subject, the same for all subjects of a cluster
     * @param resamples number of resamples, at least 1
     * @param seed seed of the random numbers
     * @return the plan
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are no subjects or fewer than 1 resamples, if the lengths differ, or if a
     *     cluster has subjects of different strata
     */
    public static ResamplingPlan stratifiedCluster(int[] clusters, int[] strata, int resamples, long seed) {
        Objects.requireNonNull(clusters, "clusters");
        Objects.requireNonNull(strata, "strata");
        Arguments.requireSameLength(clusters.length, "clusters", strata.length, "strata");
        int[][] members = members(clusters);
        int[] stratumOfCluster = new int[members.length];
        for (int c = 0; c < members.length; c++) {
            stratumOfCluster[c] = strata[members[c][0]];
            for (int subject : members[c]) {
                if (strata[subject] != stratumOfCluster[c]) {
                    throw new IllegalArgumentException("cluster " + clusters[subject] + " has subjects of strata "
                            + stratumOfCluster[c] + " and " + strata[subject]
                            + ": give all subjects of a cluster the same stratum");
                }
            }
        }
        return new ResamplingPlan(clusters.length, resamples, seed, members(stratumOfCluster), members, null);
    }

    /**
     * A plan that replays given resamples.
     *
     * @param subjects number of subjects, at least 1
     * @param indices one row for each resample: the subjects it has, with repetitions
     * @return the plan
     * @throws NullPointerException if the array or a row is null
     * @throws IllegalArgumentException if there are no subjects or resamples or an index is outside [0, subjects)
     */
    public static ResamplingPlan of(int subjects, int[][] indices) {
        Objects.requireNonNull(indices, "indices");
        int[][] listed = new int[indices.length][];
        for (int b = 0; b < indices.length; b++) {
            listed[b] = Objects.requireNonNull(indices[b], "indices[" + b + "]").clone();
            for (int i = 0; i < listed[b].length; i++) {
                if (listed[b][i] < 0 || listed[b][i] >= subjects) {
                    throw new IllegalArgumentException(
                            "indices[" + b + "][" + i + "] must lie in [0, " + subjects + "), got " + listed[b][i]);
                }
            }
        }
        return new ResamplingPlan(subjects, listed.length, 0, null, null, listed);
    }

    private static int[] identity(int size) {
        int[] identity = new int[size];
        Arrays.setAll(identity, i -> i);
        return identity;
    }

    /** The positions of each distinct value, values in ascending order. */
    private static int[][] members(int[] values) {
        Map<Integer, Integer> sizes = new TreeMap<>();
        for (int value : values) {
            sizes.merge(value, 1, Integer::sum);
        }
        Map<Integer, int[]> members = new TreeMap<>();
        sizes.forEach((value, size) -> members.put(value, new int[size]));
        for (int i = values.length - 1; i >= 0; i--) {
            int position = sizes.merge(values[i], -1, Integer::sum);
            members.get(values[i])[position] = i;
        }
        return members.values().toArray(int[][]::new);
    }

    /**
     * The number of subjects drawn from.
     *
     * @return at least 1
     */
    public int subjects() {
        return subjects;
    }

    /**
     * The number of resamples.
     *
     * @return at least 1
     */
    public int resamples() {
        return resamples;
    }

    /**
     * The subjects of a resample.
     *
     * @param resample 0 to resamples - 1
     * @return positions of the subjects drawn, with repetitions, in the order of the draws
     * @throws IndexOutOfBoundsException if there is no such resample
     */
    public int[] indices(int resample) {
        Objects.checkIndex(resample, resamples);
        if (listed != null) {
            return listed[resample].clone();
        }
        int[] units = drawUnits(resample);
        if (clusters == null) {
            return units;
        }
        int size = 0;
        for (int unit : units) {
            size += clusters[unit].length;
        }
        int[] indices = new int[size];
        int next = 0;
        for (int unit : units) {
            for (int subject : clusters[unit]) {
                indices[next++] = subject;
            }
        }
        return indices;
    }

    private int[] drawUnits(int resample) {
        int[] units = new int[clusters == null ? subjects : clusters.length];
        IndexGenerator generator = new IndexGenerator();
        generator.start(seed, resample);
        int next = 0;
        for (int[] pool : pools) {
            generator.draw(pool, pool.length, units, next);
            next += pool.length;
        }
        return units;
    }

    /**
     * How often a resample has each subject.
     *
     * @param resample 0 to resamples - 1
     * @return one count for each subject
     * @throws IndexOutOfBoundsException if there is no such resample
     */
    public int[] counts(int resample) {
        Objects.checkIndex(resample, resamples);
        int[] counts = new int[subjects];
        count(resample, counts);
        return counts;
    }

    /** Adds the counts of a resample to an array of zeros. */
    void count(int resample, int[] counts) {
        if (listed != null) {
            for (int subject : listed[resample]) {
                counts[subject]++;
            }
        } else if (clusters != null) {
            for (int unit : drawUnits(resample)) {
                for (int subject : clusters[unit]) {
                    counts[subject]++;
                }
            }
        } else {
            IndexGenerator generator = new IndexGenerator();
            generator.start(seed, resample);
            for (int[] pool : pools) {
                generator.count(pool, pool.length, counts);
            }
        }
    }

    /** The same plan for subjects in another order: subject i here is subject position[i] there. */
    ResamplingPlan reordered(int[] position) {
        return new ResamplingPlan(
                subjects,
                resamples,
                seed,
                pools == null || clusters != null ? pools : mapped(pools, position),
                clusters == null ? null : mapped(clusters, position),
                listed == null ? null : mapped(listed, position));
    }

    private static int[][] mapped(int[][] rows, int[] position) {
        int[][] mapped = new int[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            mapped[r] = new int[rows[r].length];
            for (int i = 0; i < rows[r].length; i++) {
                mapped[r][i] = position[rows[r][i]];
            }
        }
        return mapped;
    }
}
