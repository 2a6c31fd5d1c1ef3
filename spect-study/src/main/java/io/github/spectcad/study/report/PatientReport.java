package io.github.spectcad.study.report;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.core.quantify.NormalDatabase;
import io.github.spectcad.io.Palette;
import io.github.spectcad.io.picture.BullsEye;
import io.github.spectcad.io.picture.BullsEyeFigure;
import io.github.spectcad.nn.explain.Explainer;
import io.github.spectcad.nn.explain.Explanation;
import io.github.spectcad.nn.explain.SaliencyMethod;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The page of one patient: maps, probabilities with thresholds, explanation, findings on the quality of the maps, and what
 * the model is, on one printed page (A4, upright). Research use only, not for diagnosis.
 *
 * <p>A single network gives no confidence interval of a patient's probability. The page shows the range of the probability
 * while the maps are turned by up to {@value #TURN} degrees, as maps of one patient may lie apart. Immutable.
 *
 * @since 0.1.0
 */
public final class PatientReport {
    /** The largest angle by which maps are turned for the range, in degrees. */
    public static final double TURN = 6;

    private static final double[] ANGLES = {-TURN, -TURN / 2, TURN / 2, TURN};
    private static final int MOST_FINDINGS = 4;
    private static final int LONGEST_ID = 60;
    private static final Palette SALIENCY = Palette.ofId("viridis").orElseThrow();
    private static final String STYLE = """
            body { font-size: 12.5px; max-width: 860px; line-height: 1.35; } h1 { margin-top: 0; } \
            h2 { font-size: 1.1em; margin: 0.7em 0 0.2em; } p, ul { margin: 0.25em 0; } figure { margin: 0.2em 0; }
            table { font-size: 11.5px; margin: 0.2em 0; } figcaption, .table figcaption { font-size: 10.5px; }
            .notice { padding: 0.2em 0.8em; } .row .table { flex: 1 1 0; min-width: min(100%, 26em); } \
            .row .table:first-child { flex-grow: 1.5; } .row td.s { white-space: normal; }
            @page { size: A4 portrait; margin: 9mm; }
            @media print { body { font-size: 8.2pt; padding: 0; } h1 { font-size: 13pt; } .eyes img { max-height: 45mm; \
            object-fit: contain; } .row { flex-wrap: nowrap; gap: 5mm; } .row .table { min-width: 0; } \
            h2 { margin: 0.4em 0 0.1em; } .scroll table { font-size: 7.6pt; } \
            figcaption, .table figcaption { font-size: 6.8pt; } td.n { white-space: nowrap; } }
            """;

    private final TrainedModel model;
    private final PatientStudy patient;
    private final Prediction prediction;
    private final List<Explanation> explanations;
    private final List<Prediction> turned;
    private final List<MapFinding> findings;
    private final Palette palette;
    private final Optional<SegmentScores> stress;
    private final Optional<SegmentScores> rest;
    private final String scorer;

    private PatientReport(
            TrainedModel model,
            PatientStudy patient,
            Prediction prediction,
            List<Explanation> explanations,
            List<Prediction> turned,
            List<MapFinding> findings,
            Palette palette,
            Optional<SegmentScores> stress,
            Optional<SegmentScores> rest,
            String scorer) {
        this.model = model;
        this.patient = patient;
        this.prediction = prediction;
        this.explanations = List.copyOf(explanations);
        this.turned = List.copyOf(turned);
        this.findings = List.copyOf(findings);
        this.palette = palette;
        this.stress = stress;
        this.rest = rest;
        this.scorer = scorer;
    }

    /**
     * Predicts and explains a patient.
     *
     * @param model the model; stays open, and is used here alone
     * @param patient the patient, with the maps the model takes and known clinical features
     * @param method explains the three vessels
     * @param gate looks at the maps before anything is computed; what it lets pass is on the page
     * @return the page in grey; with the readers' stress scores where the patient has some
     * @throws io.github.spectcad.core.quality.MapRefusedException if the gate refuses a map
     * @throws IllegalArgumentException if the patient lacks what the model needs
     */
    public static PatientReport of(TrainedModel model, PatientStudy patient, SaliencyMethod method, MapGate gate) {
        Objects.requireNonNull(method, "method");
        Prediction prediction = model.classify(List.of(patient), gate).get(0);
        List<MapFinding> findings = new ArrayList<>();
        MapGate passing = MapGate.warning(findings::add);
        passing.check(patient, model.states());
        List<PatientStudy> studies = new ArrayList<>();
        for (double angle : ANGLES) {
            studies.add(patient.rotated(angle));
        }
        MapGate silent = MapGate.warning(finding -> {});
        List<Explanation> explanations = new ArrayList<>();
        try (Explainer explainer = Explainer.of(model)) {
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                explanations.add(explainer.explain(patient, vessel, method, silent));
            }
        }
        Optional<SegmentScores> read = patient.expertReading().flatMap(reading -> reading.stressScores());
        return new PatientReport(
                model,
                patient,
                prediction,
                explanations,
                model.classify(studies, silent),
                findings,
                Palette.ofId("grey").orElseThrow(),
                read,
                Optional.empty(),
                "the expert readers");
    }

    /**
     * The page with maps in other colours.
     *
     * @param colours the colours
     * @return the page
     */
    public PatientReport withPalette(Palette colours) {
        return new PatientReport(
                model,
                patient,
                prediction,
                explanations,
                turned,
                findings,
                Objects.requireNonNull(colours, "colours"),
                stress,
                rest,
                scorer);
    }

    /**
     * The page with scores proposed by comparison with normal maps, and SSS, SRS and SDS.
     *
     * @param normals normal maps of the same origin as the patient's
     * @return the page
     * @throws IllegalArgumentException if the patient's sex is unknown, or there are no limits for it and a map's state
     */
    public PatientReport withNormals(NormalDatabase normals) {
        Sex sex = patient.clinical()
                .sex()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the sex of the patient is unknown: normal limits are those of one sex"));
        return new PatientReport(
                model,
                patient,
                prediction,
                explanations,
                turned,
                findings,
                palette,
                patient.stress().map(map -> scores(normals, map, sex)),
                patient.rest().map(map -> scores(normals, map, sex)),
                "comparison with normal limits, to be checked by a reader");
    }

    private static SegmentScores scores(NormalDatabase normals, PolarMap map, Sex sex) {
        return normals.quantify(map, sex).proposedScores();
    }

    /**
     * The page with further findings, for example those of the files the maps were read from.
     *
     * @param more the findings; those that are there already are not added again
     * @return the page
     */
    public PatientReport withFindings(List<MapFinding> more) {
        List<MapFinding> all = new ArrayList<>(more);
        findings.stream().filter(finding -> !all.contains(finding)).forEach(all::add);
        return new PatientReport(model, patient, prediction, explanations, turned, all, palette, stress, rest, scorer);
    }

    /** {@return the prediction that the page shows} */
    public Prediction prediction() {
        return prediction;
    }

    /** {@return the page as HTML, to be stored as UTF-8; self-contained, without scripts} */
    public String toHtml() {
        String title = "Patient " + brief(patient.patientId());
        StringBuilder page = Html.begin(title, STYLE);
        page.append("<h1>").append(Html.escape(title)).append("</h1>\n");
        Html.notice(page, Prediction.RESEARCH_USE_ONLY);
        page.append("<div class=\"row\">\n");
        HtmlTable.append(page, probabilities(), "");
        HtmlTable.append(page, PatientFigures.shares(explanations), "");
        page.append("</div>\n");
        String use = PatientPageText.imageUse(model);
        if (!use.isEmpty()) {
            Html.notice(page, use);
        }
        BullsEyeFigure maps = PatientFigures.maps("Maps", patient, palette, stress, rest);
        eyes(
                page,
                maps,
                "Number: mean uptake of the segment in percent of the map's maximum"
                        + (stress.isPresent() ? ", in brackets its score by " + scorer + "." : "."));
        eyes(
                page,
                PatientFigures.saliency("Saliency", explanations, SALIENCY),
                "Saliency by " + explanations.get(0).method()
                        + " over the map (white: maximum). Number: the segment's share"
                        + " in percent. It shows what the network reacts to, not where disease is.");
        Html.element(page, "h2", "Quality of the maps");
        PatientPageText.findings(page, findings, MOST_FINDINGS);
        Html.element(page, "h2", "Provenance");
        PatientPageText.provenance(page, model, patient);
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String brief(String id) {
        return id.length() <= LONGEST_ID ? id : id.substring(0, id.offsetByCodePoints(0, LONGEST_ID / 2)) + "…";
    }

    private Table probabilities() {
        List<List<TableCell>> rows = new ArrayList<>();
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            double p = prediction.probability(vessel);
            double threshold = model.thresholds().of(vessel);
            rows.add(List.of(
                    TableCell.text(vessel.name()),
                    TableCell.share(p),
                    range(vessel),
                    TableCell.share(threshold),
                    TableCell.text(p >= threshold ? "at or above the threshold" : "below the threshold")));
        }
        rows.add(List.of(
                TableCell.text("Patient (largest of the three)"),
                TableCell.share(prediction.patientProbability()),
                TableCell.text(""),
                TableCell.share(Double.NaN),
                TableCell.text(
                        VesselTerritory.ORDER.stream()
                                        .anyMatch(vessel -> prediction.probability(vessel)
                                                >= model.thresholds().of(vessel))
                                ? "a vessel is at or above its threshold"
                                : "no vessel is at or above its threshold")));
        return new Table(
                "Probability of disease by the reference standard of the training data. "
                        + Findings.capital(
                                model.description().assurance().calibration().describe())
                        + ". Range: smallest and"
                        + " largest while the maps are turned by up to " + Math.round(TURN)
                        + " degrees; not a confidence interval, which is not known for a single patient",
                List.of("Vessel", "Probability", "Range", "Threshold", "Verdict of the model"),
                rows);
    }

    private TableCell range(VesselTerritory vessel) {
        double lower = prediction.probability(vessel);
        double upper = lower;
        for (Prediction other : turned) {
            lower = Math.min(lower, other.probability(vessel));
            upper = Math.max(upper, other.probability(vessel));
        }
        return new TableCell.Range(lower, upper);
    }

    private static void eyes(StringBuilder page, BullsEyeFigure figure, String caption) {
        page.append("<figure><div class=\"eyes\" style=\"--columns: ")
                .append(figure.columns())
                .append("\">\n");
        for (BullsEye panel : figure.panels()) {
            Html.image(page, panel.draw(), figure.title() + ": " + panel.title());
        }
        page.append("</div><figcaption>").append(Html.escape(caption)).append("</figcaption></figure>\n");
    }
}
