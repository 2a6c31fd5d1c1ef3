package io.github.spectcad.io;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Stenoses;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapFinding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** One checked row of a cohort file: everything of a patient but the maps. */
final class CohortRow {
    private static final OptionalDouble NONE = OptionalDouble.empty();
    private static final double MOST_METRES = 3;

    private final CsvTable.Row cells;
    private final CohortCodes codes;
    private final List<CsvFormatException> problems;
    private final String patientId;
    private final ClinicalFeatures clinical;
    private final Optional<Angiography> angiography;
    private final Optional<ExpertReading> expertReading;
    private final Optional<Partition> partition;

    /**
     * Checks a row.
     *
     * @param cells the row
     * @param table the table it is of
     * @param folder where images may lie; whether they exist is not looked at
     * @param options how labels follow from figures
     * @param codes what words and numbers mean in the table
     * @param problems receives what is wrong with the row: every wrong cell, or else the first contradiction
     */
    CohortRow(
            CsvTable.Row cells,
            CsvTable table,
            CohortFolder folder,
            CohortReadOptions options,
            CohortCodes codes,
            List<CsvFormatException> problems) {
        this.cells = cells;
        this.codes = codes;
        this.problems = problems;
        int before = problems.size();
        patientId = cells.text(CohortColumns.PATIENT_ID);
        if (patientId.isEmpty()) {
            problems.add(cells.error(CohortColumns.PATIENT_ID, "the patient id is empty"));
        }
        clinical = new ClinicalFeatures(
                noted(() -> codes.sex(cells)),
                checked(CohortColumns.AGE, age -> new ClinicalFeatures(Optional.empty(), age, NONE, NONE)),
                checked(CohortColumns.WEIGHT, weight -> new ClinicalFeatures(Optional.empty(), NONE, weight, NONE)),
                checked(CohortColumns.HEIGHT, height -> new ClinicalFeatures(Optional.empty(), NONE, NONE, height)));
        partition = noted(() -> codes.partition(cells));
        for (PerfusionState state : PerfusionState.values()) {
            String column = CohortColumns.image(state);
            if (!cells.text(column).isEmpty()) {
                noted(() -> Optional.of(folder.inside(cells, column, cells.text(column))));
            }
        }
        Stenoses stenoses = stenoses();
        Map<VesselTerritory, Boolean> angiographic = given(CohortColumns::angiography);
        Map<VesselTerritory, Boolean> read = given(CohortColumns::expert);
        Optional<SegmentScores> scores = noted(() -> scores(table));
        boolean cellsAreRight = problems.size() == before;
        angiography = cellsAreRight ? noted(() -> angiography(stenoses, angiographic, options)) : Optional.empty();
        expertReading =
                cellsAreRight ? noted(() -> expertReading(scores, read, options.territories())) : Optional.empty();
    }

    /** Something that a cell may make fail. */
    private interface Reading<T> {
        Optional<T> read() throws CsvFormatException;
    }

    /** The result, or nothing and a problem more. */
    private <T> Optional<T> noted(Reading<T> reading) {
        try {
            return reading.read();
        } catch (CsvFormatException e) {
            problems.add(e);
            return Optional.empty();
        }
    }

    CsvTable.Row cells() {
        return cells;
    }

    String patientId() {
        return patientId;
    }

    PatientStudy study(Optional<PolarMap> rest, Optional<PolarMap> stress) {
        return new PatientStudy(patientId, rest, stress, clinical, angiography, expertReading, partition);
    }

    /** File names of images that name the other state. */
    List<MapFinding> exchangedStates(Set<PerfusionState> states) {
        List<MapFinding> findings = new ArrayList<>();
        for (PerfusionState state : PerfusionState.values()) {
            PerfusionState other = state == PerfusionState.REST ? PerfusionState.STRESS : PerfusionState.REST;
            String path = cells.text(CohortColumns.image(state));
            String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                    .toLowerCase(Locale.ROOT);
            if (states.contains(state) && name.contains(other.id()) && !name.contains(state.id())) {
                findings.add(new MapFinding(
                        MapFinding.Kind.STATES_EXCHANGED,
                        "patient " + Shown.cell(patientId),
                        "column " + CohortColumns.image(state) + " names the file " + Shown.cell(name),
                        "see that the " + state.id() + " and the " + other.id() + " map are not exchanged"));
            }
        }
        return findings;
    }

    /** The number of a cell, checked by the type that will hold it, so that the range stands in one place. */
    private OptionalDouble checked(String column, Consumer<OptionalDouble> holder) {
        Optional<Double> value = noted(() -> {
            OptionalDouble number = isNarrowing(column) ? CohortCodes.narrowing(cells, column) : cells.number(column);
            try {
                holder.accept(number);
            } catch (IllegalArgumentException e) {
                boolean metres = column.equals(CohortColumns.HEIGHT) && number.getAsDouble() < MOST_METRES;
                throw cells.error(
                        column,
                        "out of range: " + e.getMessage() + (metres ? "; it looks like metres, write centimetres" : ""),
                        e);
            }
            return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
        });
        return value.map(OptionalDouble::of).orElse(NONE);
    }

    private static boolean isNarrowing(String column) {
        return column.startsWith(CohortColumns.STENOSIS_PREFIX);
    }

    private Stenoses stenoses() {
        return new Stenoses(
                checked(CohortColumns.STENOSIS_LEFT_MAIN, value -> new Stenoses(value, NONE, NONE, NONE)),
                checked(CohortColumns.stenosis(VesselTerritory.LAD), value -> new Stenoses(NONE, value, NONE, NONE)),
                checked(CohortColumns.stenosis(VesselTerritory.RCA), value -> new Stenoses(NONE, NONE, value, NONE)),
                checked(CohortColumns.stenosis(VesselTerritory.LCX), value -> new Stenoses(NONE, NONE, NONE, value)));
    }

    private Optional<Angiography> angiography(
            Stenoses stenoses, Map<VesselTerritory, Boolean> labels, CohortReadOptions options)
            throws CsvFormatException {
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            Optional<Boolean> followed = options.angiographyRule().decide(stenoses, vessel);
            if (followed.isEmpty()) {
                continue;
            }
            Boolean given = labels.put(vessel, followed.get());
            if (given != null && !given.equals(followed.get())) {
                throw contradiction(
                        CohortColumns.angiography(vessel),
                        followed.get(),
                        CohortColumns.stenosis(vessel) + " " + Shown.cell(cells.text(CohortColumns.stenosis(vessel)))
                                + " and " + CohortColumns.STENOSIS_LEFT_MAIN + " "
                                + Shown.cell(cells.text(CohortColumns.STENOSIS_LEFT_MAIN)) + " (percent)");
            }
        }
        boolean narrowingsKnown = stenoses.leftMain().isPresent()
                || VesselTerritory.ORDER.stream()
                        .anyMatch(vessel -> stenoses.of(vessel).isPresent());
        if (labels.isEmpty() && !narrowingsKnown) {
            return Optional.empty();
        }
        return Optional.of(new Angiography(
                complete(labels, CohortColumns::angiography),
                narrowingsKnown ? Optional.of(stenoses) : Optional.empty()));
    }

    private Optional<ExpertReading> expertReading(
            Optional<SegmentScores> scores, Map<VesselTerritory, Boolean> labels, TerritoryMap territories)
            throws CsvFormatException {
        if (scores.isEmpty()) {
            return labels.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ExpertReading.ofLabels(complete(labels, CohortColumns::expert)));
        }
        ExpertReading reading = ExpertReading.ofScores(scores.get(), territories);
        for (Map.Entry<VesselTerritory, Boolean> label : labels.entrySet()) {
            boolean followed = reading.labels().isPositive(label.getKey());
            if (label.getValue() != followed) {
                throw contradiction(
                        CohortColumns.expert(label.getKey()),
                        followed,
                        "the scores of its segments, which sum to "
                                + scores.get().sum(label.getKey(), territories) + " (abnormal from "
                                + ExpertReading.ABNORMAL_SUM + ")");
            }
        }
        return Optional.of(reading);
    }

    private Optional<SegmentScores> scores(CsvTable table) throws CsvFormatException {
        List<Integer> scores = new ArrayList<>();
        Optional<String> empty = Optional.empty();
        for (AhaSegment segment : AhaSegment.ORDER) {
            String column = CohortColumns.score(segment);
            OptionalInt score = cells.integer(column, 0, 4);
            if (score.isPresent()) {
                scores.add(score.getAsInt());
            } else if (empty.isEmpty()) {
                empty = Optional.of(column);
            }
        }
        if (scores.isEmpty()) {
            return Optional.empty();
        }
        if (empty.isPresent()) {
            throw cells.error(
                    empty.get(),
                    (table.has(empty.get()) ? "the score is empty" : "the column is missing") + ", but " + scores.size()
                            + " of the 17 segments have one: give all 17 or none");
        }
        return Optional.of(new SegmentScores(scores));
    }

    /** The labels that are not empty. */
    private Map<VesselTerritory, Boolean> given(Function<VesselTerritory, String> column) {
        Map<VesselTerritory, Boolean> labels = new EnumMap<>(VesselTerritory.class);
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            noted(() -> codes.label(cells, column.apply(vessel))).ifPresent(label -> labels.put(vessel, label));
        }
        return labels;
    }

    private VesselLabels complete(Map<VesselTerritory, Boolean> labels, Function<VesselTerritory, String> column)
            throws CsvFormatException {
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            if (!labels.containsKey(vessel)) {
                throw cells.error(
                        column.apply(vessel),
                        "the label is unknown while others of patient " + Shown.cell(patientId)
                                + " are known: a reference must be known for all three vessels or for none");
            }
        }
        return new VesselLabels(
                labels.get(VesselTerritory.LAD), labels.get(VesselTerritory.RCA), labels.get(VesselTerritory.LCX));
    }

    private CsvFormatException contradiction(String column, boolean followed, String figures) {
        return cells.error(
                column,
                "the label " + Shown.cell(cells.text(column)) + " of patient " + Shown.cell(patientId) + " contradicts "
                        + figures + ", from which " + (followed ? 1 : 0) + " follows");
    }
}
