package io.github.spectcad.cli.list;

import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.layer.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spect list backbones}. */
@Command(
        name = "backbones",
        description = "List the backbones with their parameters (without head) for 1, 2 and 3 channels.",
        mixinStandardHelpOptions = true)
final class BackbonesCommand implements Runnable {
    private static final int PAPER_PIXELS = 290;

    @Mixin
    private Listing listing;

    @Override
    public void run() {
        listing.print("backbones", Backbones.load(), BackbonesCommand::row, header(), BackbonesCommand::text);
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
        row.put("parameters", parameters);
        row.put("trainable", trainable);
        row.put("minimum_pixels", backbone.minimumPixels());
        row.put("output_at_290", List.of(output.height(), output.width(), output.channels()));
        row.put("reference", String.join("; ", backbone.references()));
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
