package io.github.spectcad.study.report;

import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.study.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A report as files: one page, and every table as CSV beside it, one value in each cell. */
public final class ReportFiles {
    private static final String PAGE = "report.html";

    private ReportFiles() {}

    /**
     * Writes the page and the tables, each file whole or not at all.
     *
     * @param directory where to; made if it does not exist, files of the same names are replaced
     * @param html the page
     * @param tables the tables by the names of their files without ending
     * @return the page's file, {@code report.html}
     * @throws IOException if a file cannot be written
     */
    public static Path write(Path directory, String html, Map<String, Table> tables) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, Table> entry : tables.entrySet()) {
            write(directory.resolve(entry.getKey() + ".csv"), TableCsv.of(entry.getValue()));
        }
        Path page = directory.resolve(PAGE);
        write(page, html);
        return page;
    }

    private static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
