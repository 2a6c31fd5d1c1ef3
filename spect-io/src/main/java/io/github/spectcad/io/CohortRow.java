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
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.Stenoses;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One checked row of a cohort file: everything of a patient but the maps. */
final class CohortRow {
    private final CsvTable.Row cells;
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
     * @throws CsvFormatException if a cell is wrong
     */
    CohortRow(CsvTable.Row cells, CsvTable table, CohortFolder folder, CohortReadOptions options)
            throws CsvFormatException {
        this.cells = cells;
        patientId = cells.text(CohortColumns.PATIENT_ID);
        if (patientId.isEmpty()) {
            throw cells.error(CohortColumns.PATIENT_ID, "the patient id is empty");
        }
        clinical = clinical();
        angiography = angiography(options);
        expertReading = expertReading(table, options.territories());
        partition = named(CohortColumns.PARTITION, Partition.values(), Partition::id);
        for (PerfusionState state : PerfusionState.values()) {
            String column = CohortColumns.image(state);
            if (!cells.text(column).isEmpty()) {
                folder.inside(cells, column, cells.text(column));
            }
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

    private ClinicalFeatures clinical() throws CsvFormatException {
        OptionalDouble none = OptionalDouble.empty();
        Optional<Sex> sex = named(CohortColumns.SEX, Sex.values(), Sex::id);
        OptionalDouble age =
                checked(CohortColumns.AGE, value -> new ClinicalFeatures(Optional.empty(), value, none, none));
        OptionalDouble weight =
                checked(CohortColumns.WEIGHT, value -> new ClinicalFeatures(Optional.empty(), none, value, none));
        OptionalDouble height =
                checked(CohortColumns.HEIGHT, value -> new ClinicalFeatures(Optional.empty(), none, none, value));
        return new ClinicalFeatures(sex, age, weight, height);
    }

    /** The number of a cell, checked by the type that will hold it, so that the range stands in one place. */
    private OptionalDouble checked(String column, Consumer<OptionalDouble> holder) throws CsvFormatException {
        OptionalDouble value = cells.number(column);
        try {
            holder.accept(value);
        } catch (IllegalArgumentException e) {
            throw cells.error(column, "out of range: " + e.getMessage(), e);
        }
        return value;
    }

    private <E> Optional<E> named(String column, E[] values, Function<E, String> id) throws CsvFormatException {
        String text = cells.text(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (E value : values) {
            if (id.apply(value).equals(text)) {
                return Optional.of(value);
            }
        }
        throw cells.error(
                column,
                "unknown " + column + " '" + text + "': write "
                        + Stream.of(values).map(id).collect(Collectors.joining(" or ")) + ", or leave it empty");
    }

    private Optional<Angiography> angiography(CohortReadOptions options) throws CsvFormatException {
        OptionalDouble none = OptionalDouble.empty();
        Stenoses stenoses = new Stenoses(
                checked(CohortColumns.STENOSIS_LEFT_MAIN, value -> new Stenoses(value, none, none, none)),
                checked(CohortColumns.stenosis(VesselTerritory.LAD), value -> new Stenoses(none, value, none, none)),
                checked(CohortColumns.stenosis(VesselTerritory.RCA), value -> new Stenoses(none, none, value, none)),
                checked(CohortColumns.stenosis(VesselTerritory.LCX), value -> new Stenoses(none, none, none, value)));
        Map<VesselTerritory, Boolean> labels = given(CohortColumns::angiography);
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
                        CohortColumns.stenosis(vessel) + " '" + cells.text(CohortColumns.stenosis(vessel)) + "' and "
                                + CohortColumns.STENOSIS_LEFT_MAIN + " '"
                                + cells.text(CohortColumns.STENOSIS_LEFT_MAIN) + "' (percent)");
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

    private Optional<ExpertReading> expertReading(CsvTable table, TerritoryMap territories) throws CsvFormatException {
        Map<VesselTerritory, Boolean> labels = given(CohortColumns::expert);
        Optional<SegmentScores> scores = scores(table);
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
    private Map<VesselTerritory, Boolean> given(Function<VesselTerritory, String> column) throws CsvFormatException {
        Map<VesselTerritory, Boolean> labels = new EnumMap<>(VesselTerritory.class);
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            OptionalInt label = cells.integer(column.apply(vessel), 0, 1);
            if (label.isPresent()) {
                labels.put(vessel, label.getAsInt() == 1);
            }
        }
        return labels;
    }

    private VesselLabels complete(Map<VesselTerritory, Boolean> labels, Function<VesselTerritory, String> column)
            throws CsvFormatException {
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            if (!labels.containsKey(vessel)) {
                throw cells.error(
                        column.apply(vessel),
                        "the label is unknown while others of patient " + patientId
                                + " are known: a reference must be known for all three vessels or for none");
            }
        }
        return new VesselLabels(
                labels.get(VesselTerritory.LAD), labels.get(VesselTerritory.RCA), labels.get(VesselTerritory.LCX));
    }

    private CsvFormatException contradiction(String column, boolean followed, String figures) {
        return cells.error(
                column,
                "the label " + cells.text(column) + " of patient " + patientId + " contradicts " + figures
                        + ", from which " + (followed ? 1 : 0) + " follows");
    }
}
