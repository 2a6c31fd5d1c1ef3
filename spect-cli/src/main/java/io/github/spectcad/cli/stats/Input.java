package io.github.spectcad.cli.stats;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option for the input file that all commands have. */
final class Input {

    @Option(names = "--in", required = true, paramLabel = "FILE", description = "CSV file with a header.")
    private Path file;

    Table read() throws IOException {
        return Table.read(file);
    }
}
