package io.github.spectcad.cli.stats;

import io.github.spectcad.io.CsvFormatException;
import picocli.CommandLine.Option;

/** The option for the one column of scores. */
final class Score {

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of scores, higher for more diseased.")
    private String column;

    double[] of(Table table) throws CsvFormatException {
        return table.numbers(column);
    }
}
