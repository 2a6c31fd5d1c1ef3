package io.github.spectcad.io;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapQuality;
import io.github.spectcad.core.quality.MapRefusedException;
import io.github.spectcad.core.quality.SharedMaps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reads a cohort: one CSV and the images beside it.
 *
 * <p>Columns, by name and in any order: {@code patient_id}; {@code rest_image}, {@code stress_image} (paths relative to
 * the CSV, with {@code /} or {@code \} between folders, never outside the folder of the CSV, also not through links);
 * {@code sex} (male, female), {@code age_years}, {@code weight_kg}, {@code height_cm}; {@code stenosis_lm},
 * {@code stenosis_lad}, {@code stenosis_rca}, {@code stenosis_lcx} (percent); {@code ica_lad}, {@code ica_rca},
 * {@code ica_lcx} (0, 1); {@code score_1} to {@code score_17} (0 to 4, all or none); {@code er_lad}, {@code er_rca},
 * {@code er_lcx} (0, 1); {@code partition} (train, validation, test). Only {@code patient_id} and, where images are read,
 * one of the two image columns must exist. An empty cell is an unknown value. Other columns are kept as text.
 *
 * <p>Tables are read as people's programs write them (see {@link CsvTable}): {@code M} and {@code F} in any case, and 1 and
 * 2 where a column holds both; {@code TRUE} and {@code FALSE}; {@code val}; percent signs behind narrowings. What could mean
 * two things is asked about: 0 and 1 for sex, narrowings that are all at most 1, heights in metres.
 *
 * <p>A vessel's label by angiography follows from the narrowings where they decide it (an unknown left main counts as not
 * narrowed), else from {@code ica_*}; where both are given they must agree. Labels by expert reading follow from the
 * scores, and {@code er_*} must agree with them. A reference is known for all three vessels or for none.
 *
 * <p>The whole table is checked before any image is decoded; then each image is decoded once, on all available cores, and
 * after a failure no further one is begun. Every problem is a {@link CsvFormatException} that names file, line and column;
 * all problems of the table are named together. Maps pass the gate of the options, each alone and beside the others: one
 * picture for both states or for two patients is refused like a bad map.
 */
public final class CohortCsv {
    private CohortCsv() {}

    /**
     * Reads all patients with their images in their own size.
     *
     * @param csv the CSV file
     * @return the cohort
     * @throws CsvFormatException if the file or an image cannot be used
     * @throws IOException if the file cannot be read
     */
    public static CohortFile read(Path csv) throws IOException {
        return read(csv, CohortReadOptions.DEFAULT);
    }

    /**
     * Reads what the options ask for.
     *
     * @param csv the CSV file
     * @param options which patients and images, and how
     * @return the cohort
     * @throws CsvFormatException if the file or an image cannot be used, or an asked patient is not there
     * @throws IOException if the file cannot be read
     */
    public static CohortFile read(Path csv, CohortReadOptions options) throws IOException {
        CsvTable table = CsvTable.read(csv, CohortColumns.ALL);
        table.require(CohortColumns.PATIENT_ID);
        requireImageColumn(table, options.states());
        CohortFolder folder = new CohortFolder(csv);
        List<CohortRow> rows = chosen(table, checkedRows(table, folder, options), options.patientIds());
        List<Image> images = images(rows, options.states());
        List<Path> files = OrderedWork.map(images.iterator(), image -> image.existing(folder));

        PolarMapReader reader = options.imageReader();
        List<PolarMap> decoded = OrderedWork.map(
                IntStream.range(0, images.size()).iterator(), i -> images.get(i).read(files.get(i), reader));
        Map<CohortRow, Map<PerfusionState, PolarMap>> maps = new HashMap<>();
        for (int i = 0; i < decoded.size(); i++) {
            maps.computeIfAbsent(images.get(i).row(), row -> new EnumMap<>(PerfusionState.class))
                    .put(decoded.get(i).state(), decoded.get(i));
        }
        CohortFile file = cohortFile(table, rows, maps);
        SharedMaps shared = new SharedMaps();
        for (CohortRow row : rows) {
            checkTogether(file.cohort().patient(row.patientId()), row, options, shared);
        }
        return file;
    }

    /**
     * Reads patients one after another, for cohorts whose maps do not fit into memory: the table is checked as a whole, then
     * the maps of one patient at a time are held.
     *
     * @param csv the CSV file
     * @param options which patients and images, and how
     * @param action is given each patient, in the order of the file
     * @throws CsvFormatException if the file or an image cannot be used; patients before it were given to the action
     * @throws IOException if the file cannot be read
     * @since 0.1.0
     */
    public static void forEach(Path csv, CohortReadOptions options, Consumer<PatientStudy> action) throws IOException {
        CsvTable table = CsvTable.read(csv, CohortColumns.ALL);
        table.require(CohortColumns.PATIENT_ID);
        requireImageColumn(table, options.states());
        CohortFolder folder = new CohortFolder(csv);
        SharedMaps shared = new SharedMaps();
        for (CohortRow row : chosen(table, checkedRows(table, folder, options), options.patientIds())) {
            action.accept(patient(row, folder, options, shared));
        }
    }

    /** A patient with the maps that the options ask for. */
    static PatientStudy patient(CohortRow row, CohortFolder folder, CohortReadOptions options, SharedMaps shared)
            throws IOException {
        PolarMapReader reader = options.imageReader();
        Map<PerfusionState, PolarMap> maps = new EnumMap<>(PerfusionState.class);
        for (Image image : images(List.of(row), options.states())) {
            maps.put(image.state(), image.read(image.existing(folder), reader));
        }
        PatientStudy patient = row.study(
                Optional.ofNullable(maps.get(PerfusionState.REST)),
                Optional.ofNullable(maps.get(PerfusionState.STRESS)));
        checkTogether(patient, row, options, shared);
        return patient;
    }

    /**
     * The images that a cohort names, whether they exist or not.
     *
     * @param csv the CSV file
     * @return their files, in the order of the rows
     * @throws CsvFormatException if the file cannot be used
     * @throws IOException if the file cannot be read
     * @since 0.1.0
     */
    public static List<Path> imageFiles(Path csv) throws IOException {
        CsvTable table = CsvTable.read(csv, CohortColumns.ALL);
        CohortFolder folder = new CohortFolder(csv);
        List<Path> files = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            for (PerfusionState state : PerfusionState.values()) {
                String column = CohortColumns.image(state);
                if (!row.text(column).isEmpty()) {
                    files.add(folder.inside(row, column, row.text(column)));
                }
            }
        }
        return files;
    }

    /** What speaks against maps only beside others: one picture for two states or two patients, names that contradict. */
    private static void checkTogether(PatientStudy patient, CohortRow row, CohortReadOptions options, SharedMaps shared)
            throws CsvFormatException {
        List<MapFinding> findings = new ArrayList<>(MapQuality.together(patient));
        findings.addAll(shared.add(patient));
        findings.addAll(row.exchangedStates(options.states()));
        try {
            options.gate().pass(findings);
        } catch (MapRefusedException e) {
            PerfusionState column = patient.stress().isPresent() ? PerfusionState.STRESS : PerfusionState.REST;
            throw row.cells()
                    .error(
                            CohortColumns.image(column),
                            e.finding().subject() + ": " + e.finding().explanation(),
                            e);
        }
    }

    private static CohortFile cohortFile(
            CsvTable table, List<CohortRow> rows, Map<CohortRow, Map<PerfusionState, PolarMap>> maps) {
        List<String> extraColumns = table.columns().stream()
                .filter(column -> !CohortColumns.ALL.contains(column))
                .toList();
        Map<String, Map<String, String>> extras = new HashMap<>();
        List<PatientStudy> patients = new ArrayList<>();
        for (CohortRow row : rows) {
            Map<PerfusionState, PolarMap> own = maps.getOrDefault(row, Map.of());
            patients.add(row.study(
                    Optional.ofNullable(own.get(PerfusionState.REST)),
                    Optional.ofNullable(own.get(PerfusionState.STRESS))));
            Map<String, String> cells = new LinkedHashMap<>();
            extraColumns.forEach(column -> cells.put(column, row.cells().text(column)));
            extras.put(row.patientId(), CohortFile.orderedCopy(cells));
        }
        return new CohortFile(table.file(), Cohort.of(patients), extraColumns, extras);
    }

    static void requireImageColumn(CsvTable table, Set<PerfusionState> states) throws CsvFormatException {
        boolean found = states.isEmpty();
        for (PerfusionState state : states) {
            found |= table.has(CohortColumns.image(state));
        }
        if (!found) {
            table.require(CohortColumns.image(
                    states.contains(PerfusionState.REST) ? PerfusionState.REST : PerfusionState.STRESS));
        }
    }

    static List<CohortRow> checkedRows(CsvTable table, CohortFolder folder, CohortReadOptions options)
            throws CsvFormatException {
        Map<String, Integer> lines = new HashMap<>();
        List<CohortRow> rows = new ArrayList<>();
        CohortCodes codes = CohortCodes.of(table);
        List<CsvFormatException> problems = new ArrayList<>(codes.problems());
        for (CsvTable.Row cells : table.rows()) {
            CohortRow row = new CohortRow(cells, table, folder, options, codes, problems);
            Integer earlier = lines.putIfAbsent(row.patientId(), cells.line());
            if (earlier != null) {
                problems.add(cells.error(
                        CohortColumns.PATIENT_ID,
                        "patient id " + Shown.cell(row.patientId()) + " occurs twice, first in line " + earlier));
            }
            rows.add(row);
        }
        CsvFormatException.throwAll(table.file(), problems);
        return rows;
    }

    private static List<CohortRow> chosen(CsvTable table, List<CohortRow> rows, Optional<Set<String>> ids)
            throws CsvFormatException {
        if (ids.isEmpty()) {
            return rows;
        }
        Set<String> missing = new TreeSet<>(ids.get());
        rows.forEach(row -> missing.remove(row.patientId()));
        if (!missing.isEmpty()) {
            throw CsvFormatException.ofFile(
                    table.file(), "the cohort has no patient " + Shown.text(String.join(", ", missing)));
        }
        return rows.stream().filter(row -> ids.get().contains(row.patientId())).toList();
    }

    private static List<Image> images(List<CohortRow> rows, Set<PerfusionState> states) {
        List<Image> images = new ArrayList<>();
        for (CohortRow row : rows) {
            for (PerfusionState state : new TreeSet<>(states)) {
                if (!row.cells().text(CohortColumns.image(state)).isEmpty()) {
                    images.add(new Image(row, state));
                }
            }
        }
        return images;
    }

    /** One image to read. */
    private record Image(CohortRow row, PerfusionState state) {
        Path existing(CohortFolder folder) throws IOException {
            String column = CohortColumns.image(state);
            return folder.existing(row.cells(), column, row.cells().text(column));
        }

        PolarMap read(Path file, PolarMapReader reader) throws IOException {
            try {
                return reader.read(file, state);
            } catch (IOException e) {
                throw row.cells().error(CohortColumns.image(state), e.getMessage(), e);
            }
        }
    }
}
