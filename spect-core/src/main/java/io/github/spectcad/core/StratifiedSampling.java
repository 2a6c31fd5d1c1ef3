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

/** Random draws that keep the proportions of strata. */
public final class StratifiedSampling {
    private StratifiedSampling() {}

    /**
     * Draws some of the ids such that each stratum is drawn from in proportion to its size: the exact share rounded down,
     * and the places left over to the strata with the largest remainders (among equal ones, the first in the order of
     * their names).
     *
     * @param ids what to draw from, no id twice; their order does not matter
     * @param stratum the name of an id's stratum
     * @param size how many to draw, from 0 to the number of ids
     * @param seed of the choice within the strata; the same arguments give the same draw on every platform
     * @return the drawn ids
     * @throws IllegalArgumentException if the size is out of range
     */
    public static Set<String> draw(Collection<String> ids, Function<String, String> stratum, int size, long seed) {
        if (size < 0 || size > ids.size()) {
            throw new IllegalArgumentException("cannot draw " + size + " of " + ids.size());
        }
        Map<String, List<String>> strata = new TreeMap<>();
        ids.stream()
                .sorted()
                .forEach(id -> strata.computeIfAbsent(stratum.apply(id), name -> new ArrayList<>())
                        .add(id));
        Map<String, Integer> places = places(strata, size, ids.size());
        Random random = new Random(seed);
        Set<String> drawn = new HashSet<>();
        strata.forEach((name, members) -> {
            Collections.shuffle(members, random);
            drawn.addAll(members.subList(0, places.get(name)));
        });
        return drawn;
    }

    private static Map<String, Integer> places(Map<String, List<String>> strata, int size, int total) {
        Map<String, Integer> places = new TreeMap<>();
        Map<String, Long> remainders = new TreeMap<>();
        int left = size;
        for (var stratum : strata.entrySet()) {
            long share = (long) stratum.getValue().size() * size;
            places.put(stratum.getKey(), (int) (share / total));
            remainders.put(stratum.getKey(), share % total);
            left -= (int) (share / total);
        }
        remainders.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(left)
                .forEach(entry -> places.merge(entry.getKey(), 1, Integer::sum));
        return places;
    }
}
