package io.github.spectcad.study.report;

import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.study.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A report as files: one page, and beside it every table as CSV, one value in each cell, and every figure. */
public final class ReportFiles {
    private static final String PAGE = "report.html";

    private ReportFiles() {}

    /**
     * Writes the page, the tables and the figures, each file whole or not at all.
     *
     * @param directory where to; made if it does not exist, files of the same names are replaced, and figures of an
     *     earlier report removed
     * @param report the page and its figures
     * @param tables the tables by the names of their files without ending
     * @return the page's file, {@code report.html}
     * @throws IOException if a file cannot be written
     */
    public static Path write(Path directory, HtmlReport report, Map<String, Table> tables) throws IOException {
        Files.createDirectories(directory);
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(directory, "figure-[0-9][0-9]*.{svg,png}")) {
            for (Path figure : earlier) {
                Files.delete(figure);
            }
        }
        for (Map.Entry<String, Table> entry : tables.entrySet()) {
            AtomicFile.writeUnforced(
                    directory.resolve(entry.getKey() + ".csv"),
                    out -> out.write(TableCsv.of(entry.getValue()).getBytes(StandardCharsets.UTF_8)));
        }
        for (Map.Entry<String, AtomicFile.Content> entry : report.figureFiles().entrySet()) {
            AtomicFile.writeUnforced(directory.resolve(entry.getKey()), entry.getValue());
        }
        Path page = directory.resolve(PAGE);
        AtomicFile.writeUnforced(page, report.content());
        return page;
    }
}
