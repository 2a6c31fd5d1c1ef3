package io.github.spectcad.study.trust;

import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.OutOfSample;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sets of labels that hold the truth with a stated probability, whatever the model: for each vessel a label belongs to the set
 * unless the probability fits it worse than it fits nearly all patients of that label on whom the model was not trained.
 * Diseased and healthy vessels are each covered at the stated rate, if patients are like those the sets were learned from.
 *
 * <p>Split conformal prediction, conditional on the label: Vovk, Gammerman, Shafer: Algorithmic learning in a random world
 * (2005), section 4.5; Angelopoulos, Bates: arXiv:2107.07511 (2021). Immutable.
 *
 * @since 0.1.0
 */
public final class ConformalSets {
    private final double coverage;
    private final double[][][] fits;

    private ConformalSets(double coverage, double[][][] fits) {
        this.coverage = coverage;
        this.fits = fits;
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
        double[][][] fits = new double[VesselTerritory.ORDER.size()][2][];
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            int[] labels = data.labels(vessel);
            double[] probabilities = data.probabilities(vessel);
            for (int label = 0; label < 2; label++) {
                int wanted = label;
                fits[vessel.ordinal()][label] = IntStream.range(0, labels.length)
                        .filter(i -> labels[i] == wanted)
                        .mapToDouble(i -> fit(probabilities[i], wanted))
                        .sorted()
                        .toArray();
            }
        }
        return new ConformalSets(coverage, fits);
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

    /** Whether more than the uncovered part of the patients of a label fit it no better than this probability does. */
    private boolean fits(VesselTerritory vessel, double probability, int label) {
        double[] known = fits[vessel.ordinal()][label];
        double own = fit(probability, label);
        long noBetter = Arrays.stream(known).takeWhile(value -> value <= own).count();
        return (noBetter + 1.0) / (known.length + 1) > 1 - coverage;
    }
}
