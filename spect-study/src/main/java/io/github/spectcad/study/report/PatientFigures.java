package io.github.spectcad.study.report;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.Palette;
import io.github.spectcad.io.picture.BullsEye;
import io.github.spectcad.io.picture.BullsEyeFigure;
import io.github.spectcad.nn.explain.Explanation;
import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a physician looks at of one patient, as figures and a table: the maps with the value and the score of each segment
 * and their difference, the saliency of all three vessels (the paper's Figure 4), and how much of it lies in each territory.
 *
 * @since 0.1.0
 */
public final class PatientFigures {
    private static final int COLUMNS = 3;

    private PatientFigures() {}

    /**
     * The patient's maps: stress, rest, and where both are there rest minus stress.
     *
     * @param title the figure's title
     * @param patient the patient, with at least one map
     * @param palette the colours of the maps
     * @param stress scores of the stress segments, if known; their sum is the SSS
     * @param rest scores of the rest segments, if known; their sum is the SRS, and SSS - SRS the SDS
     * @return the figure
     * @throws IllegalArgumentException if the patient has no map
     */
    public static BullsEyeFigure maps(
            String title,
            PatientStudy patient,
            Palette palette,
            Optional<SegmentScores> stress,
            Optional<SegmentScores> rest) {
        if (patient.stress().isEmpty() && patient.rest().isEmpty()) {
            throw new IllegalArgumentException("patient " + patient.patientId() + " has no map to draw");
        }
        BullsEyeFigure figure = BullsEyeFigure.titled(title).withColumns(COLUMNS);
        if (patient.stress().isPresent()) {
            figure = figure.with(map(patient.stress().get(), palette, stress, "SSS"));
        }
        if (patient.rest().isPresent()) {
            figure = figure.with(map(patient.rest().get(), palette, rest, "SRS"));
        }
        if (patient.stress().isPresent() && patient.rest().isPresent()) {
            BullsEye difference = BullsEye.ofDifference(
                            patient.rest().get(), patient.stress().get())
                    .withValues();
            figure = figure.with(
                    stress.isPresent() && rest.isPresent()
                            ? difference.titled("Reversibility, rest - stress, SDS "
                                    + (stress.get().sum() - rest.get().sum()))
                            : difference.titled("Reversibility, rest - stress"));
        }
        return figure;
    }

    private static BullsEye map(PolarMap map, Palette palette, Optional<SegmentScores> scores, String sum) {
        BullsEye eye = BullsEye.ofMap(map, palette).withValues();
        return scores.map(known -> eye.withScores(known).titled(eye.title() + ", " + sum + " " + known.sum()))
                .orElse(eye);
    }

    /**
     * The saliency of several vessels over the maps, a row for each map.
     *
     * @param title the figure's title
     * @param explanations explanations of one patient by one model, at least one
     * @param palette the colours of the saliency; one that is even in lightness shows it truly
     * @return the figure
     */
    public static BullsEyeFigure saliency(String title, List<Explanation> explanations, Palette palette) {
        BullsEyeFigure figure = BullsEyeFigure.titled(title).withColumns(explanations.size());
        List<PerfusionState> states = new ArrayList<>(explanations.get(0).states());
        states.sort((a, b) -> b.compareTo(a)); // stress first, as in the figure of the maps
        for (PerfusionState state : states) {
            for (Explanation explanation : explanations) {
                figure = figure.with(BullsEye.ofSaliency(explanation.map(state), explanation.saliency(state), palette)
                        .withValues()
                        .titled(String.format(
                                Locale.ROOT,
                                "%s on %s, probability %.2f",
                                explanation.vessel(),
                                state.id(),
                                explanation.prediction().probability(explanation.vessel()))));
            }
        }
        return figure;
    }

    /**
     * How much of each vessel's saliency lies in each territory, beside the territory's share of the area, which saliency
     * spread evenly would have.
     *
     * @param explanations explanations of one patient by one model, at least one
     * @return the table, a row for the area and one for each explanation
     */
    public static Table shares(List<Explanation> explanations) {
        List<List<TableCell>> rows = new ArrayList<>();
        List<TableCell> area = new ArrayList<>(List.of(TableCell.text("Share of the area")));
        VesselTerritory.ORDER.forEach(vessel -> area.add(TableCell.share(areaShare(vessel))));
        rows.add(area);
        for (Explanation explanation : explanations) {
            Map<VesselTerritory, Double> shares = explanation.territoryShares();
            List<TableCell> row =
                    new ArrayList<>(List.of(TableCell.text("Share of the saliency of " + explanation.vessel())));
            VesselTerritory.ORDER.forEach(vessel -> row.add(TableCell.share(shares.get(vessel))));
            rows.add(row);
        }
        return new Table(
                "Saliency in each territory beside the territory's part of the area",
                List.of("", "LAD territory", "RCA territory", "LCX territory"),
                rows);
    }

    private static double areaShare(VesselTerritory vessel) {
        return AhaSegment.ORDER.stream()
                .filter(segment -> TerritoryMap.standard().vesselOf(segment) == vessel)
                .mapToDouble(AhaGeometry.STANDARD::areaShare)
                .sum();
    }
}
