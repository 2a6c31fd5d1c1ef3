package io.github.spectcad.io;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.quality.SharedMaps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A cohort whose table was read and checked once, for programs that show or measure one patient after another: the maps of a
 * patient are read when they are asked for, so that neither time nor memory depends on the number of patients. What is
 * changed in the table later is not seen. Immutable; safe for concurrent use.
 *
 * @since 0.1.0
 */
public final class OpenCohort {
    private final CsvTable table;
    private final CohortFolder folder;
    private final Map<String, CohortRow> rows;

    private OpenCohort(CsvTable table, CohortFolder folder, Map<String, CohortRow> rows) {
        this.table = table;
        this.folder = folder;
        this.rows = rows;
    }

    /**
     * Reads and checks the table, with the paper's rule for angiography and the standard territories; see {@link CohortCsv}.
     *
     * @param csv the CSV file
     * @return the cohort
     * @throws CsvFormatException if the table cannot be used; images are not looked at
     * @throws IOException if the file cannot be read
     */
    public static OpenCohort of(Path csv) throws IOException {
        CsvTable table = CsvTable.read(csv, CohortColumns.ALL);
        table.require(CohortColumns.PATIENT_ID);
        CohortFolder folder = new CohortFolder(csv);
        Map<String, CohortRow> rows = new LinkedHashMap<>();
        for (CohortRow row : CohortCsv.checkedRows(table, folder, CohortReadOptions.DEFAULT)) {
            rows.put(row.patientId(), row);
        }
        return new OpenCohort(table, folder, rows);
    }

    /** {@return the IDs of all patients, in the order of the file} */
    public List<String> patientIds() {
        return List.copyOf(rows.keySet());
    }

    /**
     * Reads the maps of a patient.
     *
     * @param patientId the patient
     * @param options which maps, in what size and through which gate; how labels follow from figures and which patients were
     *     asked for is not looked at
     * @return the patient
     * @throws CsvFormatException if there is no such patient, no column with the images, or an image cannot be used
     * @throws IOException if an image cannot be read
     */
    public PatientStudy patient(String patientId, CohortReadOptions options) throws IOException {
        CohortRow row = rows.get(Objects.requireNonNull(patientId, "patientId"));
        if (row == null) {
            throw CsvFormatException.ofFile(table.file(), "the cohort has no patient " + Shown.text(patientId));
        }
        CohortCsv.requireImageColumn(table, options.states());
        return CohortCsv.patient(row, folder, options, new SharedMaps());
    }
}
