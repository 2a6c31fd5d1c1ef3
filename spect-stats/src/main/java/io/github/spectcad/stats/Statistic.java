package io.github.spectcad.stats;

/**
 * A statistic of a resample, for {@link Bootstrap}.
 *
 * <p>It must depend on the indices only, and must be safe for use by several threads if the bootstrap is given several.
 */
@FunctionalInterface
public interface Statistic {

    /**
     * Computes the statistic.
     *
     * @param indices positions of the subjects of the resample, with repetitions
     * @return the value; NaN if it is undefined for this resample, which then is dropped and counted
     */
    double evaluate(int[] indices);
}
