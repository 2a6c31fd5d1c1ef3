package io.github.spectcad.cli.list;

import io.github.spectcad.cli.JsonOption;
import io.github.spectcad.cli.SpectCommand;
import io.github.spectcad.core.spi.ProviderCatalog;
import io.github.spectcad.core.spi.ProviderProblem;
import io.github.spectcad.core.spi.SpectProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the providers of a kind, and those that could not be loaded. */
final class Listing {
    private static final String ID_AND_TITLE = "%-22s %s";

    @Mixin
    private JsonOption json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Prints ID, a line for people, and the class of each provider. */
    <P extends SpectProvider> void print(String name, ProviderCatalog<P> catalog, Function<P, String> title) {
        print(
                name,
                catalog,
                provider -> Map.of("title", title.apply(provider)),
                String.format(Locale.ROOT, ID_AND_TITLE, "id", "title"),
                row -> String.format(Locale.ROOT, ID_AND_TITLE, row.get("id"), row.get("title")));
    }

    <P extends SpectProvider> void print(
            String name,
            ProviderCatalog<P> catalog,
            Function<P, Map<String, Object>> describe,
            String header,
            Function<Map<String, Object>, String> text) {
        for (ProviderProblem problem : catalog.problems()) {
            SpectCommand.warn(spec, "a plugin could not be loaded: " + problem.description());
        }
        List<Map<String, Object>> rows = catalog.providers().stream()
                .map(provider -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("id", provider.id());
                    row.putAll(describe.apply(provider));
                    row.put("provider", provider.getClass().getName());
                    return row;
                })
                .toList();
        json.print(
                spec,
                Map.of(name, rows),
                () -> rows.stream().map(text).collect(Collectors.joining("\n", header + "\n", "")));
    }
}
