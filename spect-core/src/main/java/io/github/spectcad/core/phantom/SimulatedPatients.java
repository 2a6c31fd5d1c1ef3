package io.github.spectcad.core.phantom;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.SummedScores;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselLabels;
import java.util.Optional;

/**
 * An endless series of simulated patients to train networks on before they see a cohort. In contrast to the {@link
 * PhantomCohort}, which is set to one clinic's figures, every patient here comes from a clinic of its own: anatomy,
 * territories, orientation and radial scale of the map, attenuation (corrected or not), activity beside the heart, counts,
 * smoothing, contrast, how often and how disease shows, and the shapes of defects all vary widely, so that what a network
 * learns holds for maps that were made in other ways.
 *
 * <p>No patient is stored: each is computed from the seed and its number, the same on every platform. Immutable, safe for
 * concurrent use. Figures found on these patients say nothing about a clinic.
 */
public final class SimulatedPatients {
    private static final double[] LOGIT = {.2, -.7, -.4};
    private static final double SHARED_RISK = 1.3;

    private final long seed;

    private SimulatedPatients(long seed) {
        this.seed = seed;
    }

    /**
     * A series.
     *
     * @param seed any number
     * @return the series
     */
    public static SimulatedPatients of(long seed) {
        return new SimulatedPatients(seed);
    }

    /**
     * One patient of the series.
     *
     * @param number which, any number
     * @param pixels width and height of the maps, at least 1
     * @return the patient; its maps lie on the inscribed disc, 0 outside, with maximum 1
     * @throws IllegalArgumentException if pixels is not as said
     */
    public SimulatedPatient patient(long number, int pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException("pixels is " + pixels + ": must be at least 1");
        }
        PhantomRandom random = new PhantomRandom(seed, number);
        Sex sex = random.chance(.7) ? Sex.MALE : Sex.FEMALE;
        VesselLabels truth = truth(random);
        ClinicalFeatures clinical = clinical(random, sex, truth);
        SimulatedHeart heart = new SimulatedHeart(random, sex, truth);
        String id = "simulated-" + number;
        PolarMap rest = map(heart, PerfusionState.REST, pixels, id);
        PolarMap stress = map(heart, PerfusionState.STRESS, pixels, id);
        SummedScores scores = new SummedScores(heart.scores(PerfusionState.STRESS), heart.scores(PerfusionState.REST));
        PatientStudy study = new PatientStudy(
                id,
                Optional.of(rest),
                Optional.of(stress),
                clinical,
                Optional.of(Angiography.ofLabels(truth)),
                Optional.of(ExpertReading.ofScores(scores.stress(), TerritoryMap.standard())),
                Optional.empty());
        return new SimulatedPatient(study, scores);
    }

    /** Vessels fall ill together: a risk of the patient is added to each vessel's own. */
    private static VesselLabels truth(PhantomRandom random) {
        double risk = SHARED_RISK * random.gaussian();
        boolean[] diseased = new boolean[LOGIT.length];
        for (int v = 0; v < diseased.length; v++) {
            diseased[v] = random.chance(1 / (1 + StrictMath.exp(-LOGIT[v] - risk)));
        }
        return new VesselLabels(diseased[0], diseased[1], diseased[2]);
    }

    private static ClinicalFeatures clinical(PhantomRandom random, Sex sex, VesselLabels truth) {
        int diseased = (truth.lad() ? 1 : 0) + (truth.rca() ? 1 : 0) + (truth.lcx() ? 1 : 0);
        boolean male = sex == Sex.MALE;
        return ClinicalFeatures.of(
                sex,
                clipped(random.normal(59 + 1.2 * diseased, 11), 20, 100),
                clipped(random.normal(male ? 86 : 78, 16), 35, 200),
                clipped(random.normal(male ? 174 : 161, 7), 130, 215));
    }

    private static double clipped(double value, double min, double max) {
        return Math.rint(Math.max(min, Math.min(max, value)));
    }

    private static PolarMap map(SimulatedHeart heart, PerfusionState state, int pixels, String id) {
        return PolarMap.of(state, pixels, heart.map(state, pixels), Disc.inscribed(pixels), id + " " + state.id());
    }
}
