package io.github.spectcad.cli.stats;

import io.github.spectcad.cli.Usage;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option for the columns of two or more scores. */
final class Scores {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of scores, higher for more diseased; at least twice.")
    private List<String> columns;

    /** One row for each score. */
    double[][] read(Table table) throws IOException {
        Usage.require(spec, columns.size() >= 2, "give --score at least twice: it was given once");
        double[][] scores = new double[columns.size()][];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = table.numbers(columns.get(k));
        }
        return scores;
    }

    String name(int score) {
        return columns.get(score);
    }
}
