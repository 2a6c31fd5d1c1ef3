package io.github.spectcad.cli.list;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.fusion.ImageInput;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spect list inputs}. */
@Command(
        name = "inputs",
        description = "List the inputs: which maps a network takes, and in how many images.",
        mixinStandardHelpOptions = true)
final class InputsCommand implements Runnable {
    @Mixin
    private Listing listing;

    @Override
    public void run() {
        listing.print("inputs", FusionStrategies.load(), InputsCommand::title);
    }

    private static String title(FusionStrategy input) {
        return input.inputs().stream().map(InputsCommand::image).collect(Collectors.joining("; "));
    }

    private static String image(ImageInput image) {
        return "an image of "
                + image.channels().stream().map(PerfusionState::id).collect(Collectors.joining(" and "));
    }
}
