package io.github.spectcad.cli;

import io.github.spectcad.io.Palette;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** In which colours maps are drawn. */
final class PaletteOption {
    /** Even in lightness, so that no value of saliency stands out by its hue alone. */
    static final Palette SALIENCY = Palette.ofId("viridis").orElseThrow();

    @Option(
            names = "--palette",
            paramLabel = "NAME",
            defaultValue = "grey",
            description = "Colours of the maps: grey, hot-iron, pet, hot-metal-blue, pet-20-step, cividis (for the"
                    + " colour-blind) or another palette of 'spect import' (default: ${DEFAULT-VALUE}).")
    private String name;

    /** {@return the palette; an unknown one is wrong usage} */
    Palette palette(CommandSpec spec) {
        return Palette.ofId(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no palette '" + name + "': give one of "
                                + Palette.all().stream().map(Palette::id).collect(Collectors.joining(", "))));
    }
}
