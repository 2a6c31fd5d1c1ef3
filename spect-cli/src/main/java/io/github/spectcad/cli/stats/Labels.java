package io.github.spectcad.cli.stats;

import io.github.spectcad.io.CsvFormatException;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the input file and its label column. */
final class Labels {

    @Mixin
    private Input input;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            defaultValue = "label",
            description = "Column of labels, 1 diseased and 0 healthy (default: ${DEFAULT-VALUE}).")
    private String column;

    Table read() throws IOException {
        return input.read();
    }

    int[] of(Table table) throws CsvFormatException {
        return table.labels(column);
    }
}
