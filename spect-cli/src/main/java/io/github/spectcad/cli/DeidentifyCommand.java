package io.github.spectcad.cli;

import io.github.spectcad.core.file.SmallFile;
import io.github.spectcad.io.dicom.DeidentificationOption;
import io.github.spectcad.io.dicom.DeidentificationReport;
import io.github.spectcad.io.dicom.Deidentifier;
import io.github.spectcad.io.dicom.DicomFile;
import io.github.spectcad.io.dicom.DicomFormatException;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Removes the patient's identity from DICOM files. */
@Command(
        name = "deidentify",
        description = "Remove the patient's identity from DICOM files by the basic profile of DICOM PS3.15. Private"
                + " elements, names, dates and identifiers go; ids and UIDs become pseudonyms; pixels stay. The report"
                + " lists what was done, without any value. Check the result before you pass it on.",
        mixinStandardHelpOptions = true)
final class DeidentifyCommand implements Callable<Integer> {
    private static final int RANDOM_KEY = 32;

    @Option(names = "--in", required = true, paramLabel = "PATH", description = "DICOM file, or folder of DICOM files.")
    private Path in;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "New or empty folder. Files are named PATIENT/INSTANCE.dcm after their pseudonyms.")
    private Path out;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "Secret of at least 16 bytes: the same key gives the same pseudonyms, so that later files of a"
                            + " patient match. Without it a random key is used and forgotten.")
    private Path key;

    @Option(
            names = "--retain",
            paramLabel = "WHAT",
            arity = "1..*",
            description =
                    "Keep: characteristics (sex, age, height, weight), device, dates, or modified-dates (moved by a"
                            + " number of days of their own for each patient).")
    private List<Retained> retained = List.of();

    @Option(
            names = "--blacken",
            paramLabel = "X,Y,W,H",
            arity = "1..*",
            converter = AreaConverter.class,
            description = "Blacken this area of every picture, in pixels from the upper left corner.")
    private List<Rectangle> areas = List.of();

    @Option(
            names = "--pixels-inspected",
            description = "You have looked at the pictures and no text in them identifies anybody. Needed for screen"
                    + " captures unless areas are blackened.")
    private boolean pixelsInspected;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    /** What {@code --retain} takes. */
    enum Retained {
        CHARACTERISTICS(DeidentificationOption.RETAIN_PATIENT_CHARACTERISTICS),
        DEVICE(DeidentificationOption.RETAIN_DEVICE_IDENTITY),
        DATES(DeidentificationOption.RETAIN_FULL_DATES),
        MODIFIED_DATES(DeidentificationOption.RETAIN_MODIFIED_DATES);

        private final DeidentificationOption option;

        Retained(DeidentificationOption option) {
            this.option = option;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final class AreaConverter implements ITypeConverter<Rectangle> {
        @Override
        public Rectangle convert(String value) {
            String[] cells = value.split(",", -1);
            try {
                if (cells.length > 4) {
                    throw new NumberFormatException();
                }
                return new Rectangle(
                        Integer.parseInt(cells[0]),
                        Integer.parseInt(cells[1]),
                        Integer.parseInt(cells[2]),
                        Integer.parseInt(cells[3]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new TypeConversionException("'" + value + "' is no area: four whole numbers x,y,width,height");
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        List<Path> files = files();
        requireNewFolder();
        Set<DeidentificationOption> options = EnumSet.noneOf(DeidentificationOption.class);
        retained.forEach(what -> options.add(what.option));
        Deidentifier deidentifier = Deidentifier.of(secret(), options);
        if (pixelsInspected) {
            deidentifier = deidentifier.withPixelsInspected();
        }
        if (!areas.isEmpty()) {
            deidentifier = deidentifier.withPixelsBlackened(areas);
        }
        PrintWriter err = spec.commandLine().getErr();
        Map<String, Integer> changes = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        int done = 0;
        for (Path file : files) {
            try {
                Deidentifier.Result result = deidentifier.apply(DicomFile.read(file));
                Path target = out.resolve(result.file().patientId())
                        .resolve(result.file().sopInstanceUid() + ".dcm");
                Files.createDirectories(target.getParent());
                result.file().write(target);
                for (DeidentificationReport.Change change : result.report().changes()) {
                    changes.merge(change.action() + " " + change.element(), 1, Integer::sum);
                }
                done++;
            } catch (DicomFormatException e) {
                refused.add(file.toString());
                err.println(
                        "spect: " + (e.getMessage().startsWith(file.toString()) ? "" : file + ": ") + e.getMessage());
            }
        }
        return print(files.size(), done, refused, changes);
    }

    private int print(int files, int done, List<String> refused, Map<String, Integer> changes) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("files", files);
        result.put("written", done);
        result.put("refused", refused);
        result.put("changes", changes);
        StringBuilder text = new StringBuilder();
        changes.forEach((change, count) ->
                text.append(change).append(": ").append(count).append(count == 1 ? " file\n" : " files\n"));
        text.append(done)
                .append(" of ")
                .append(files)
                .append(files == 1 ? " file" : " files")
                .append(" written to ")
                .append(out);
        json.print(spec, result, text::toString);
        return refused.isEmpty() ? 0 : 1;
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(in)) {
            throw new NoSuchFileException(in.toString());
        }
        try (Stream<Path> all = Files.walk(in)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            if (files.isEmpty()) {
                throw new IOException(in + " holds no files");
            }
            return files;
        }
    }

    /** The originals are never overwritten, nor does the output become input of a later run. */
    private void requireNewFolder() throws IOException {
        if (Files.exists(out)) {
            try (Stream<Path> content = Files.list(out)) {
                if (content.findAny().isPresent()) {
                    throw new IOException(out + " is not empty: name a new folder for the output");
                }
            }
        }
        Path folder = in.toRealPath();
        Path target = real(out);
        if (Files.isDirectory(folder) && target.startsWith(folder)) {
            throw new IOException(out + " lies in the input folder: name a folder outside of it");
        }
    }

    /** The real path of a folder that may not exist yet, by the nearest parent that does. */
    private static Path real(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Path existing = absolute;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing.toRealPath().resolve(existing.relativize(absolute));
    }

    private byte[] secret() throws IOException {
        if (key != null) {
            return SmallFile.read(key);
        }
        byte[] random = new byte[RANDOM_KEY];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
