package io.github.spectcad.io;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.AngiographyRule;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Stenoses;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselTerritory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes a cohort: one CSV with the columns of {@link CohortCsv}, and grey PNG images in the folder {@code images} beside
 * it. Images are written on all available cores while the patients are still coming, each whole or not at all, and the CSV
 * comes last: where it exists, all its images do. An earlier CSV of that name is removed first.
 *
 * <p>A map's largest value becomes the largest grey, so reading gives the same values divided by the maximum, up to half a
 * grey step: 1/510 for 8 bits, which is what clinical systems export, 1/131070 for 16 bits. Immutable; safe for concurrent
 * use on different folders.
 */
public final class CohortWriter {
    private static final String IMAGES = "images";

    private final int bits;

    private CohortWriter(int bits) {
        this.bits = bits;
    }

    /** {@return a writer of 8-bit images} */
    public static CohortWriter ofEightBits() {
        return new CohortWriter(8);
    }

    /** {@return a writer of 16-bit images} */
    public static CohortWriter ofSixteenBits() {
        return new CohortWriter(16);
    }

    /**
     * Writes patients as they come; only those under way are held in memory.
     *
     * @param csv the CSV file to write; its folder is made where it is missing
     * @param patients the patients; used from one thread at a time
     * @throws IllegalArgumentException if two patients share an id, or a map has nothing above 0 or a disc other than
     *     the inscribed one, which a file cannot tell
     * @throws IOException if a file cannot be written
     */
    public void write(Path csv, Iterator<PatientStudy> patients) throws IOException {
        write(csv, patients, List.of(), patient -> Map.of());
    }

    /**
     * Writes a cohort that was read, with its extra columns.
     *
     * @param csv the CSV file to write
     * @param cohort the cohort; its own file must be another
     * @throws IllegalArgumentException if a map has a disc other than the inscribed one
     * @throws IOException if a file cannot be written
     */
    public void write(Path csv, CohortFile cohort) throws IOException {
        write(csv, cohort.cohort().patients().iterator(), cohort.extraColumns(), cohort::extras);
    }

    private void write(
            Path csv,
            Iterator<PatientStudy> patients,
            List<String> extraColumns,
            Function<String, Map<String, String>> extras)
            throws IOException {
        Path folder = csv.toAbsolutePath().getParent();
        Files.createDirectories(folder.resolve(IMAGES));
        Files.deleteIfExists(csv);
        List<List<String>> rows = OrderedWork.map(new NamedPatients(patients), named -> {
            PatientStudy patient = named.patient();
            Map<String, String> cells = cells(patient);
            for (PerfusionState state : PerfusionState.values()) {
                Optional<PolarMap> map = patient.map(state);
                if (map.isPresent()) {
                    String path = IMAGES + "/" + named.fileName() + "-" + state.id() + ".png";
                    PngFile.write(
                            folder.resolve(path), map.get(), bits, map.get().maximum());
                    cells.put(CohortColumns.image(state), path);
                }
            }
            List<String> row = new ArrayList<>();
            CohortColumns.ALL.forEach(column -> row.add(cells.getOrDefault(column, "")));
            Map<String, String> extra = extras.apply(patient.patientId());
            extraColumns.forEach(column -> row.add(extra.get(column)));
            return row;
        });
        List<String> columns = new ArrayList<>(CohortColumns.ALL);
        columns.addAll(extraColumns);
        CsvTable.write(csv, columns, rows);
    }

    private static Map<String, String> cells(PatientStudy patient) {
        Map<String, String> cells = new HashMap<>();
        cells.put(CohortColumns.PATIENT_ID, patient.patientId());
        ClinicalFeatures clinical = patient.clinical();
        clinical.sex().ifPresent(sex -> cells.put(CohortColumns.SEX, sex.id()));
        put(cells, CohortColumns.AGE, clinical.ageYears());
        put(cells, CohortColumns.WEIGHT, clinical.weightKg());
        put(cells, CohortColumns.HEIGHT, clinical.heightCm());
        patient.angiography().flatMap(Angiography::stenoses).ifPresent(stenoses -> putStenoses(cells, stenoses));
        requireStandardRules(patient);
        putLabels(cells, patient, Reference.ICA, CohortColumns::angiography);
        patient.expertReading()
                .flatMap(ExpertReading::stressScores)
                .ifPresent(scores -> AhaSegment.ORDER.forEach(
                        segment -> cells.put(CohortColumns.score(segment), Integer.toString(scores.score(segment)))));
        putLabels(cells, patient, Reference.ER, CohortColumns::expert);
        patient.partition().ifPresent(partition -> cells.put(CohortColumns.PARTITION, partition.id()));
        return cells;
    }

    /** Labels must follow from their figures by the rules that reading takes where it is told no others. */
    private static void requireStandardRules(PatientStudy patient) {
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            Optional<Boolean> byNarrowing = patient.angiography()
                    .flatMap(Angiography::stenoses)
                    .flatMap(stenoses -> AngiographyRule.STANDARD.decide(stenoses, vessel));
            requireSame(patient, Reference.ICA, vessel, byNarrowing);
            Optional<Boolean> byScores = patient.expertReading()
                    .flatMap(ExpertReading::stressScores)
                    .map(scores -> ExpertReading.ofScores(scores, TerritoryMap.standard())
                            .labels()
                            .isPositive(vessel));
            requireSame(patient, Reference.ER, vessel, byScores);
        }
    }

    private static void requireSame(
            PatientStudy patient, Reference reference, VesselTerritory vessel, Optional<Boolean> followed) {
        boolean label = patient.truth(reference)
                .map(truth -> truth.labels().isPositive(vessel))
                .orElse(false);
        if (followed.isPresent() && followed.get() != label) {
            throw new IllegalArgumentException("the " + vessel + " label by " + reference.id() + " of patient '"
                    + patient.patientId() + "' follows from its figures by another rule than the standard one, which a"
                    + " file cannot tell: write the labels without the figures");
        }
    }

    private static void putStenoses(Map<String, String> cells, Stenoses stenoses) {
        put(cells, CohortColumns.STENOSIS_LEFT_MAIN, stenoses.leftMain());
        VesselTerritory.ORDER.forEach(vessel -> put(cells, CohortColumns.stenosis(vessel), stenoses.of(vessel)));
    }

    private static void putLabels(
            Map<String, String> cells,
            PatientStudy patient,
            Reference reference,
            Function<VesselTerritory, String> column) {
        patient.truth(reference)
                .ifPresent(truth -> VesselTerritory.ORDER.forEach(
                        vessel -> cells.put(column.apply(vessel), truth.labels().isPositive(vessel) ? "1" : "0")));
    }

    private static void put(Map<String, String> cells, String column, OptionalDouble value) {
        value.ifPresent(v -> cells.put(column, Double.toString(v)));
    }

    /** A patient and how its files are named. */
    private record NamedPatient(String fileName, PatientStudy patient) {}

    /** Gives file names in the order of the patients. */
    private static final class NamedPatients implements Iterator<NamedPatient> {
        private final Iterator<PatientStudy> patients;
        private final Set<String> ids = new HashSet<>();
        private final PatientFileNames names = new PatientFileNames();

        NamedPatients(Iterator<PatientStudy> patients) {
            this.patients = patients;
        }

        @Override
        public boolean hasNext() {
            return patients.hasNext();
        }

        @Override
        public NamedPatient next() {
            PatientStudy patient = patients.next();
            if (!ids.add(patient.patientId())) {
                throw new IllegalArgumentException(
                        "patient id '" + patient.patientId() + "' occurs twice in the cohort");
            }
            if (!CsvTable.stripped(patient.patientId()).equals(patient.patientId())) {
                throw new IllegalArgumentException("patient id " + Shown.cell(patient.patientId())
                        + " begins or ends with a blank, which a file loses");
            }
            return new NamedPatient(names.next(patient.patientId()), patient);
        }
    }
}
