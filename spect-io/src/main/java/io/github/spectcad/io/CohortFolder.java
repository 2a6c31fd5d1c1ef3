package io.github.spectcad.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The folder of a cohort: turns the paths of its CSV into files, none of them outside. */
final class CohortFolder {
    private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z]:.*");

    private final Path folder;
    private final Path realFolder;

    CohortFolder(Path csv) throws IOException {
        this.folder = csv.toAbsolutePath().normalize().getParent();
        this.realFolder = folder.toRealPath();
    }

    /**
     * Checks a path by its text alone.
     *
     * @throws CsvFormatException if it is absolute, leaves the folder or is no path
     */
    Path inside(CsvTable.Row row, String column, String path) throws CsvFormatException {
        String portable = path.replace('\\', '/');
        if (ABSOLUTE.matcher(portable).matches()) {
            throw row.error(
                    column, Shown.cell(path) + " is an absolute path: write it relative to the folder of the CSV");
        }
        try {
            Path file = folder.resolve(portable).normalize();
            if (!file.startsWith(folder)) {
                throw outside(row, column, path);
            }
            return file;
        } catch (InvalidPathException e) {
            throw row.error(column, Shown.cell(path) + " is not a path: " + e.getReason(), e);
        }
    }

    /**
     * Checks that an image exists and that no link on its way leads outside.
     *
     * @throws CsvFormatException if not
     */
    Path existing(CsvTable.Row row, String column, String path) throws IOException {
        Path file = inside(row, column, path);
        try {
            if (!file.toRealPath().startsWith(realFolder)) {
                throw outside(row, column, path);
            }
        } catch (NoSuchFileException e) {
            throw row.error(column, "the file " + Shown.cell(path) + " does not exist in " + folder, e);
        } catch (FileSystemException e) {
            throw row.error(column, Shown.cell(path) + " cannot be reached in " + folder + ": " + e.getReason(), e);
        }
        if (!Files.isRegularFile(file)) {
            throw row.error(column, Shown.cell(path) + " is not a file");
        }
        return file;
    }

    private CsvFormatException outside(CsvTable.Row row, String column, String path) {
        return row.error(
                column, Shown.cell(path) + " lies outside the folder of the CSV, " + folder + ": put the image inside");
    }
}
