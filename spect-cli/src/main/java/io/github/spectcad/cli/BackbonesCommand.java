package io.github.spectcad.cli;

import io.github.spectcad.core.spi.ProviderCatalog;
import io.github.spectcad.core.spi.ProviderProblem;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.layer.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the backbones on the class path. */
@Command(
        name = "backbones",
        description =
                "List the backbones on the class path, with their parameters (without head) for 1, 2 and 3 channels."
                        + " SPECT_CLASSPATH adds the jars of plugins.",
        mixinStandardHelpOptions = true)
final class BackbonesCommand implements Callable<Integer> {
    private static final int PAPER_PIXELS = 290;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ProviderCatalog<Backbone> catalog = Backbones.load();
        for (ProviderProblem problem : catalog.problems()) {
            spec.commandLine().getErr().println("spect: a backbone could not be loaded: " + problem.description());
        }
        List<Map<String, Object>> rows =
                catalog.providers().stream().map(BackbonesCommand::row).toList();
        json.print(
                spec,
                Map.of("backbones", rows),
                () -> rows.stream().map(BackbonesCommand::text).collect(Collectors.joining("\n", header() + "\n", "")));
        return 0;
    }

    private static Map<String, Object> row(Backbone backbone) {
        Map<String, Long> parameters = new LinkedHashMap<>();
        Map<String, Long> trainable = new LinkedHashMap<>();
        Shape output = null;
        for (int channels = 1; channels <= 3; channels++) {
            NetworkBuilder net = new NetworkBuilder();
            int pixels = Math.max(PAPER_PIXELS, backbone.minimumPixels());
            output = backbone.build(net, net.input("images", Shape.map(channels, pixels, pixels)))
                    .shape();
            parameters.put(Integer.toString(channels), net.parameterCount(false));
            trainable.put(Integer.toString(channels), net.parameterCount(true));
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", backbone.id());
        row.put("parameters", parameters);
        row.put("trainable", trainable);
        row.put("minimum_pixels", backbone.minimumPixels());
        row.put("output_at_290", List.of(output.height(), output.width(), output.channels()));
        row.put("reference", String.join("; ", backbone.references()));
        row.put("provider", backbone.getClass().getName());
        return row;
    }

    private static String header() {
        return String.format(
                Locale.ROOT,
                "%-24s %13s %13s %13s %8s %14s",
                "id",
                "1 channel",
                "2 channels",
                "3 channels",
                "minimum",
                "output at 290");
    }

    private static String text(Map<String, Object> row) {
        Map<?, ?> parameters = (Map<?, ?>) row.get("parameters");
        List<?> output = (List<?>) row.get("output_at_290");
        return String.format(
                Locale.ROOT,
                "%-24s %,13d %,13d %,13d %8s %14s",
                row.get("id"),
                ((Number) parameters.get("1")).longValue(),
                ((Number) parameters.get("2")).longValue(),
                ((Number) parameters.get("3")).longValue(),
                row.get("minimum_pixels"),
                output.get(0) + "x" + output.get(1) + "x" + output.get(2));
    }
}
