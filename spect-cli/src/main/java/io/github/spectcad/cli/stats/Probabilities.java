package io.github.spectcad.cli.stats;

import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for labels with predicted probabilities. */
final class Probabilities {

    @Mixin
    private Labels labels;

    @Option(
            names = "--probability",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of predicted probabilities of disease.")
    private String column;

    /** Labels and probabilities of the same rows. */
    static final class Predictions {
        private final Table table;
        private final int[] labels;
        private final double[] probabilities;

        private Predictions(Table table, int[] labels, double[] probabilities) {
            this.table = table;
            this.labels = labels;
            this.probabilities = probabilities;
        }

        Table table() {
            return table;
        }

        int[] labels() {
            return labels;
        }

        double[] probabilities() {
            return probabilities;
        }
    }

    Predictions read() throws IOException {
        Table table = labels.read();
        return new Predictions(table, labels.of(table), table.numbers(column));
    }
}
