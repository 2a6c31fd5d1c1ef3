/**
 * Statistics of diagnostic studies, usable on their own.
 *
 * <p>Conventions that hold for every class:
 *
 * <ul>
 *   <li>Labels are {@code int[]} with 1 for diseased (positive) and 0 for healthy (negative); scores are {@code double[]},
 *       one for each subject, and a higher score means "more diseased". The direction is never taken from the data.
 *   <li>Two values tie exactly if {@code ==} holds, so {@code 0.0} and {@code -0.0} tie. Infinite values are ranked like any
 *       other; NaN is refused with an {@link java.lang.IllegalArgumentException} that names the argument and its index.
 *   <li>An effect is first minus second; see {@link io.github.spectcad.stats.Alternative}.
 *   <li>Arguments are never modified, results are immutable, tests are immutable objects safe for use by several threads, and
 *       nothing is logged. Results do not depend on the order of the subjects or on the number of threads.
 * </ul>
 *
 * <p>Where to start:
 *
 * <ul>
 *   <li>{@link io.github.spectcad.stats.Auc} - area, variance and interval; {@link io.github.spectcad.stats.RocCurve} -
 *       points, thresholds, partial area
 *   <li>{@link io.github.spectcad.stats.DeLongTest} - two areas, paired or not
 *   <li>{@link io.github.spectcad.stats.ConfusionMatrix} - accuracy, sensitivity, specificity and so on with intervals by
 *       {@link io.github.spectcad.stats.ProportionInterval}
 * </ul>
 */
package io.github.spectcad.stats;
