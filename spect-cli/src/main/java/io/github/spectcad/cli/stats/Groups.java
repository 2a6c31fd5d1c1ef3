package io.github.spectcad.cli.stats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for a table of values in groups. */
final class Groups {

    @Mixin
    private Input input;

    @Option(names = "--group", required = true, paramLabel = "COLUMN", description = "Column of group names.")
    private String group;

    @Option(names = "--value", required = true, paramLabel = "COLUMN", description = "Column of values.")
    private String value;

    /** The values of each group, groups by first appearance. */
    Map<String, double[]> read() throws IOException {
        Table table = input.read();
        String[] names = table.text(group);
        double[] values = table.numbers(value);
        Map<String, List<Double>> lists = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            lists.computeIfAbsent(names[i], name -> new ArrayList<>()).add(values[i]);
        }
        Map<String, double[]> samples = new LinkedHashMap<>();
        lists.forEach((name, list) ->
                samples.put(name, list.stream().mapToDouble(Double::doubleValue).toArray()));
        return samples;
    }

    double[] group(Map<String, double[]> samples, String name) {
        if (!samples.containsKey(name)) {
            throw new IllegalArgumentException(
                    "column " + group + " has no group " + name + "; its groups are " + samples.keySet());
        }
        return samples.get(name);
    }
}
