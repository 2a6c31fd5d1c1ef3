package io.github.spectcad.nn.explain;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.core.phantom.PhantomPatient;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.ProportionInterval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the saliency of a vessel lies in the visible defects that the vessel has in the stress maps of simulated patients.
 * A defect is where at least half of its greatest loss of perfusion is, and shows where that loss is at least
 * {@value #SMALLEST_LOSS} of the perfusion.
 *
 * <p>The pointing game is Zhang et al.: Top-down neural attention by excitation backprop. IJCV 126 (2018),
 * <a href="https://doi.org/10.1007/s11263-017-1059-x">doi:10.1007/s11263-017-1059-x</a>, without tolerance.
 *
 * @param patients number of simulated patients
 * @param hits in how many the brightest pixel of the stress saliency lies in the defect
 * @param inside mean share of the stress saliency that lies in the defect
 * @param area mean share of the disc's area that the defect has: what chance would give for both
 * @since 0.1.0
 */
public record Localisation(int patients, int hits, double inside, double area) {
    private static final double SMALLEST_LOSS = 0.25;
    private static final int PATIENTS = 30;
    private static final int COHORT = 600;
    private static final long SEED = 15106859L;

    /** Of no patient. */
    static final Localisation NONE = new Localisation(0, 0, 0, 0);

    static Optional<Localisation> of(TrainedModel model, VesselTerritory vessel, SaliencyMethod method) {
        if (!model.states().contains(PerfusionState.STRESS)) {
            return Optional.empty();
        }
        int pixels = model.description().training().network().pixels();
        int hits = 0;
        double inside = 0;
        double area = 0;
        List<PhantomPatient> patients = withDefect(vessel);
        try (Explainer explainer = Explainer.of(model)) {
            for (PhantomPatient patient : patients) {
                Explanation explanation =
                        explainer.explain(patient.study(pixels), vessel, method, MapGate.warning(finding -> {}));
                Defect defect = Defect.of(patient.defect(vessel, pixels).orElseThrow(), explanation);
                hits += defect.hit ? 1 : 0;
                inside += defect.inside / patients.size();
                area += defect.area / patients.size();
            }
        }
        return Optional.of(new Localisation(patients.size(), hits, inside, area));
    }

    /** Both as one, of all their patients. */
    Localisation plus(Localisation other) {
        int both = patients + other.patients;
        return new Localisation(
                both,
                hits + other.hits,
                (patients * inside + other.patients * other.inside) / both,
                (patients * area + other.patients * other.area) / both);
    }

    /** The patients that are looked at. */
    static List<PhantomPatient> withDefect(VesselTerritory vessel) {
        return PhantomCohort.withAngiographyOnly(COHORT, SEED).patients().stream()
                .filter(patient ->
                        patient.defect(vessel, 32).map(Localisation::largest).orElse(0f) >= SMALLEST_LOSS)
                .limit(PATIENTS)
                .toList();
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    /** One patient's figures. */
    private record Defect(boolean hit, double inside, double area) {
        static Defect of(float[] loss, Explanation explanation) {
            float half = largest(loss) / 2;
            double[] saliency = explanation.saliency(PerfusionState.STRESS);
            int pixels = explanation.map(PerfusionState.STRESS).pixels();
            int brightest = 0;
            double inside = 0;
            double all = 0;
            int size = 0;
            int disc = 0;
            for (int i = 0; i < saliency.length; i++) {
                boolean lost = loss[i] >= half;
                all += saliency[i];
                inside += lost ? saliency[i] : 0;
                size += lost ? 1 : 0;
                disc += explanation
                                        .map(PerfusionState.STRESS)
                                        .disc()
                                        .relativeRadius(i % pixels, Math.floorDiv(i, pixels))
                                <= 1
                        ? 1
                        : 0;
                brightest = saliency[i] > saliency[brightest] ? i : brightest;
            }
            boolean attributed = all > 0;
            return new Defect(
                    attributed && loss[brightest] >= half, attributed ? inside / all : 0, (double) size / disc);
        }
    }

    /** {@return in how many of the patients the brightest pixel lies in the defect, with a 95 % Wilson interval} */
    public ConfidenceInterval pointing() {
        return ProportionInterval.WILSON.interval(hits, patients, 0.95);
    }

    /** {@return the figures as one sentence} */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "in %d simulated patients with a visible defect of the vessel the brightest pixel lies in the defect in %.0f"
                        + " %% [%.0f, %.0f], and %.0f %% of the saliency; the defect has %.0f %% of the area",
                patients,
                100.0 * hits / patients,
                100 * pointing().lower(),
                100 * pointing().upper(),
                100 * inside,
                100 * area);
    }
}
