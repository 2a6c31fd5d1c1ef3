package io.github.spectcad.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Random draws that keep the proportions of strata. */
public final class StratifiedSampling {
    private StratifiedSampling() {}

    /**
     * Draws some of the ids such that each stratum is drawn from in proportion to its size: the exact share rounded down,
     * and the places left over to the strata with the largest remainders (among equal ones, the first in their
     * order).
     *
     * @param ids what to draw from, no id twice; their order does not matter
     * @param stratum the stratum of an id
     * @param size how many to draw, from 0 to the number of ids
     * @param seed of the choice within the strata; the same arguments give the same draw on every platform
     * @param <S> the strata
     * @return the drawn ids
     * @throws IllegalArgumentException if the size is out of range
     */
    public static <S extends Comparable<S>> Set<String> draw(
            Collection<String> ids, Function<String, S> stratum, int size, long seed) {
        if (size < 0 || size > ids.size()) {
            throw new IllegalArgumentException("cannot draw " + size + " of " + ids.size());
        }
        Map<S, List<String>> strata = new TreeMap<>();
        ids.stream()
                .sorted()
                .forEach(id -> strata.computeIfAbsent(stratum.apply(id), unseen -> new ArrayList<>())
                        .add(id));
        int[] places =
                apportion(size, strata.values().stream().mapToInt(List::size).toArray());
        Random random = new Random(seed);
        Set<String> drawn = new HashSet<>();
        int i = 0;
        for (List<String> members : strata.values()) {
            Collections.shuffle(members, random);
            drawn.addAll(members.subList(0, places[i++]));
        }
        return drawn;
    }

    /**
     * Divides places in proportion to weights by largest remainders: the exact shares rounded down, and the places left over
     * to the largest remainders, among equal ones to the first.
     *
     * @param places how many, at least 0
     * @param weights the weights, at least 0; one must be above 0 unless there are no places
     * @return the places of each weight, which sum to {@code places}; never more than the weight where there are no more
     *     places than weights
     * @throws IllegalArgumentException if a number is negative or there is nothing to divide by
     */
    public static int[] apportion(int places, int... weights) {
        long total = 0;
        for (int weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("weight is " + weight + ": must be at least 0");
            }
            total += weight;
        }
        if (places < 0 || (places > 0 && total == 0)) {
            throw new IllegalArgumentException("cannot divide " + places + " places by weights that sum to " + total);
        }
        int[] result = new int[weights.length];
        if (places == 0) {
            return result;
        }
        long[] remainders = new long[weights.length];
        int left = places;
        for (int i = 0; i < weights.length; i++) {
            long share = (long) weights[i] * places;
            result[i] = Math.toIntExact(share / total);
            remainders[i] = share % total;
            left -= result[i];
        }
        IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing(i -> -remainders[i]))
                .limit(left)
                .forEach(i -> result[i]++);
        return result;
    }
}
