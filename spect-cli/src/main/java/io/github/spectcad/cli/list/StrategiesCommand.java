package io.github.spectcad.cli.list;

import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.core.TrainingStrategy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spect list strategies}. */
@Command(
        name = "strategies",
        description = "List the training strategies: who trains, with labels from where.",
        mixinStandardHelpOptions = true)
final class StrategiesCommand implements Runnable {
    @Mixin
    private Listing listing;

    @Override
    public void run() {
        listing.print("strategies", TrainingStrategies.load(), TrainingStrategy::title);
    }
}
