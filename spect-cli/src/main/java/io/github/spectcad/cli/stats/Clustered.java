package io.github.spectcad.cli.stats;

import java.io.IOException;
import picocli.CommandLine.Option;

/** The option for observations that come in clusters. */
final class Clustered {

    @Option(
            names = "--cluster",
            paramLabel = "COLUMN",
            description =
                    "Column of clusters that observations depend on each other in, such as the patient of three vessels.")
    private String column;

    boolean given() {
        return column != null;
    }

    /** A number for the cluster of each row, or null if the option was not given. */
    int[] read(Table table) throws IOException {
        return column == null ? null : table.categories(column);
    }
}
