package io.github.spectcad.study.trust;

import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.OutOfSample;
import java.util.stream.IntStream;

/**
 * Sets of labels that hold the truth with a stated probability, whatever the model: for each vessel a label belongs to the set
 * unless the probability fits it worse than it fits nearly all patients of that label on whom the model was not trained.
 * Diseased and healthy vessels are each covered at the stated rate, if patients are like those the sets were learned from.
 *
 * <p>The limit of a label lies between two of the known patients where the wanted share falls between them: at rank
 * (1 - coverage)(n + 1) of their n probabilities, interpolated. The nearest rank that is safe for any data, as it is usually
 * taken, covers up to 1 / (n + 1) more than was asked for, 4 % of the cases with the 24 diseased vessels of a small site.
 * Interpolated limits cover what was asked for on average over sites where probabilities differ from each other and their
 * density is even between neighbours; after isotonic calibration, which makes ties, sets cover more. What is covered at one
 * site varies around that: with n known patients by a standard deviation of about the root of
 * coverage (1 - coverage) / (n + 2).
 *
 * <p>Split conformal prediction, conditional on the label: Vovk, Gammerman, Shafer: Algorithmic learning in a random world
 * (2005), section 4.5; Angelopoulos, Bates: arXiv:2107.07511 (2021). Immutable.
 *
 * @since 0.1.0
 */
public final class ConformalSets {
    private static final double ROUNDING = 1e-9;

    private final double coverage;
    private final double[][] limits;

    private ConformalSets(double coverage, double[][] limits) {
        this.coverage = coverage;
        this.limits = limits;
    }

    /** What a set holds. */
    public enum LabelSet {
        /** Diseased alone. */
        DISEASED,
        /** Not diseased alone. */
        HEALTHY,
        /** Both: the model cannot tell. */
        BOTH,
        /** Neither: the probability is unlike that of either kind of patient. */
        NEITHER;

        /** {@return whether the set gives one answer} */
        public boolean isAnswer() {
            return this == DISEASED || this == HEALTHY;
        }

        /**
         * Whether the set holds a label.
         *
         * @param diseased the label
         * @return whether it is in the set
         */
        public boolean contains(boolean diseased) {
            return this == BOTH || this == (diseased ? DISEASED : HEALTHY);
        }
    }

    /**
     * Learns sets.
     *
     * @param data predictions of patients on whom the model was not trained, on the scale of the predictions to be judged
     * @param coverage the wanted probability that a set holds the truth, in (0, 1)
     * @return the sets; with too few patients of a label, fewer than coverage / (1 - coverage), the label is in every set
     * @throws IllegalArgumentException if the coverage is out of range, or there is no patient
     */
    public static ConformalSets of(OutOfSample data, double coverage) {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException("coverage is " + coverage + ": must lie in (0, 1)");
        }
        if (data.patients() == 0) {
            throw new IllegalArgumentException(
                    "conformal sets need predictions of patients the model was not trained on");
        }
        double[][] limits = new double[VesselTerritory.ORDER.size()][2];
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            int[] labels = data.labels(vessel);
            double[] probabilities = data.probabilities(vessel);
            for (int label = 0; label < 2; label++) {
                int wanted = label;
                limits[vessel.ordinal()][label] = limit(
                        IntStream.range(0, labels.length)
                                .filter(i -> labels[i] == wanted)
                                .mapToDouble(i -> fit(probabilities[i], wanted))
                                .sorted()
                                .toArray(),
                        1 - coverage);
            }
        }
        return new ConformalSets(coverage, limits);
    }

    /** Below which fit a label is not in the set, so that it is missed in a share of the cases; none where they are too few. */
    private static double limit(double[] sorted, double missed) {
        double rank = missed * (sorted.length + 1);
        if (rank < 1 - ROUNDING) {
            return Double.NEGATIVE_INFINITY;
        }
        int below = Math.min((int) Math.floor(rank + ROUNDING), sorted.length);
        int above = Math.min(below + 1, sorted.length);
        double share = Math.max(0, rank - below);
        return sorted[below - 1] + share * (sorted[above - 1] - sorted[below - 1]);
    }

    private static double fit(double probability, int label) {
        return label == 1 ? probability : 1 - probability;
    }

    /** {@return the probability with which sets hold the truth} */
    public double coverage() {
        return coverage;
    }

    /**
     * The set of a vessel.
     *
     * @param vessel the vessel
     * @param probability its predicted probability
     * @return the labels that fit
     */
    public LabelSet set(VesselTerritory vessel, double probability) {
        boolean diseased = fits(vessel, probability, 1);
        boolean healthy = fits(vessel, probability, 0);
        if (diseased && healthy) {
            return LabelSet.BOTH;
        }
        return diseased ? LabelSet.DISEASED : healthy ? LabelSet.HEALTHY : LabelSet.NEITHER;
    }

    private boolean fits(VesselTerritory vessel, double probability, int label) {
        return fit(probability, label) >= limits[vessel.ordinal()][label];
    }
}
