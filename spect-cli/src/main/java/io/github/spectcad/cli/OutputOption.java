package io.github.spectcad.cli;

import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.io.CohortCsv;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --overwrite}, and the check of every {@code --out} before work begins. */
final class OutputOption {
    @Option(
            names = "--overwrite",
            description = "Allow the output to replace an input, or a cohort or companion file that is there already.")
    private boolean overwrite;

    /**
     * Checks that a file can be written and would not replace an input.
     *
     * @param out the file to write
     * @param inputs the files that are read
     * @throws IOException if it cannot be written, or is an input and {@code --overwrite} was not given
     */
    void check(Path out, List<Path> inputs) throws IOException {
        AtomicFile.requireWritable(out);
        if (overwrite || !Files.exists(out)) {
            return;
        }
        for (Path input : inputs) {
            if (Files.exists(input) && Files.isSameFile(input, out)) {
                throw refused(out, "is the input " + input);
            }
        }
    }

    /**
     * Checks that a file can be written whose name was not given, and would not replace one.
     *
     * @param file the file to write
     * @throws IOException if it cannot be written, or is there and {@code --overwrite} was not given
     */
    void checkNew(Path file) throws IOException {
        AtomicFile.requireWritable(file);
        if (!overwrite && Files.exists(file)) {
            throw refused(file, "is there already");
        }
    }

    /**
     * Checks that a cohort can be written and would not replace one.
     *
     * @param folder the folder to write to
     * @param csv the name of its CSV file
     * @throws IOException if the folder cannot be written, or holds a cohort and {@code --overwrite} was not given
     */
    void checkFolder(Path folder, String csv) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new FileSystemException(folder.toString(), null, "is not a folder: name another to write to");
        }
        AtomicFile.requireWritable(folder.resolve(csv));
        if (!overwrite && Files.exists(folder.resolve(csv))) {
            throw refused(folder, "holds a cohort, " + csv);
        }
    }

    /**
     * The files that a command reads.
     *
     * @param cohort a cohort, whose images count too
     * @param others the others; those not given count for nothing
     * @return all of them
     * @throws IOException if the cohort cannot be read
     */
    @SafeVarargs
    static List<Path> inputs(Optional<Path> cohort, Optional<Path>... others) throws IOException {
        List<Path> inputs = new ArrayList<>();
        if (cohort.isPresent()) {
            inputs.add(cohort.get());
            inputs.addAll(CohortCsv.imageFiles(cohort.get()));
        }
        for (Optional<Path> other : others) {
            other.ifPresent(inputs::add);
        }
        return inputs;
    }

    private static IOException refused(Path out, String what) {
        return new FileAlreadyExistsException(
                out.toString(), null, what + ", which would be replaced: name another output or give --overwrite");
    }
}
