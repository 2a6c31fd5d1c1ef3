package io.github.spectcad.cli.stats;

import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for a table of pairs of numbers. */
final class Pairs {

    @Mixin
    private Input input;

    @Option(names = "--x", required = true, paramLabel = "COLUMN", description = "Column of the first number.")
    private String x;

    @Option(names = "--y", required = true, paramLabel = "COLUMN", description = "Column of the second number.")
    private String y;

    double[][] read() throws IOException {
        Table table = input.read();
        return new double[][] {table.numbers(x), table.numbers(y)};
    }
}
