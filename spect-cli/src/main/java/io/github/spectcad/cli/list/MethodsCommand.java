package io.github.spectcad.cli.list;

import io.github.spectcad.nn.explain.SaliencyMethods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spect list methods}. */
@Command(
        name = "methods",
        description = "List the saliency methods of 'spect explain', with the class of each.",
        mixinStandardHelpOptions = true)
final class MethodsCommand implements Runnable {
    @Mixin
    private Listing listing;

    @Override
    public void run() {
        listing.print(
                "methods", SaliencyMethods.load(), method -> method.getClass().getName());
    }
}
