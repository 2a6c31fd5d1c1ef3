package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;

/** Clusters numbered from 0 in ascending order of their ids. */
final class Clusters {

    /** The number of the cluster of each observation. */
    final int[] of;

    final int count;

    private Clusters(int[] of, int count) {
        this.of = of;
        this.count = count;
    }

    /** Numbers clusters, one for each of some observations. */
    static Clusters of(int[] ids, int observations, String name) {
        Objects.requireNonNull(ids, "clusters");
        Arguments.requireSameLength(observations, name, ids.length, "clusters");
        int[] distinct = Arrays.stream(ids).sorted().distinct().toArray();
        int[] numbers =
                Arrays.stream(ids).map(id -> Arrays.binarySearch(distinct, id)).toArray();
        return new Clusters(numbers, distinct.length);
    }
}
