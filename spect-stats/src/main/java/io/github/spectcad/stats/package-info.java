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
 * <p>There are two shapes:
 *
 * <ul>
 *   <li>A test is an object: {@code XTest.withDefaults()}, options by {@code with...}, then {@code test(data)}. Results are
 *       {@link io.github.spectcad.stats.SignificanceResult}s. (A {@link io.github.spectcad.stats.MarginTest} starts with its claim and
 *       margin, which have no default.)
 *   <li>An estimate is a value: {@code X.of(data)}, with its intervals, and tests of its own, as methods.
 * </ul>
 *
 * <p>Where to start:
 *
 * <ul>
 *   <li>{@link io.github.spectcad.stats.Auc} - area, variance and interval; {@link io.github.spectcad.stats.RocCurve} -
 *       points, thresholds, partial area
 *   <li>{@link io.github.spectcad.stats.DeLongTest},
 *       {@link io.github.spectcad.stats.PairwiseDeLongTest},
 *       {@link io.github.spectcad.stats.DeLongCovariance}
 *       - two areas paired or not, all pairs with a ranking, all models at once
 *   <li>{@link io.github.spectcad.stats.Bootstrap},
 *       {@link io.github.spectcad.stats.ResamplingPlan},
 *       {@link io.github.spectcad.stats.BootstrapDistribution}
 *       - any statistic on ordinary, stratified or cluster resamples, with every interval
 *   <li>{@link io.github.spectcad.stats.ReaderStudy},
 *       {@link io.github.spectcad.stats.ObuchowskiRockette},
 *       {@link io.github.spectcad.stats.DorfmanBerbaumMetz},
 *       {@link io.github.spectcad.stats.ReaderSampleSize}
 *       - studies with several readers
 *   <li>{@link io.github.spectcad.stats.ClusteredProportion}
 *       - shares of observations in clusters; areas take the clusters as an argument
 *   <li>{@link io.github.spectcad.stats.BestModelBootstrap}
 *       - what the best of many models is worth
 *   <li>{@link io.github.spectcad.stats.WilcoxonRankSumTest},
 *       {@link io.github.spectcad.stats.WilcoxonSignedRankTest},
 *       {@link io.github.spectcad.stats.PairwiseWilcoxonTest},
 *       {@link io.github.spectcad.stats.KruskalWallisTest},
 *       {@link io.github.spectcad.stats.HodgesLehmann}
 *       - rank tests, shift and effect sizes
 *   <li>{@link io.github.spectcad.stats.PValueAdjustment}
 *       - multiple comparisons
 *   <li>{@link io.github.spectcad.stats.ConfusionMatrix},
 *       {@link io.github.spectcad.stats.ProportionInterval},
 *       {@link io.github.spectcad.stats.McNemarTest},
 *       {@link io.github.spectcad.stats.PairedProportions},
 *       {@link io.github.spectcad.stats.UnpairedProportions},
 *       {@link io.github.spectcad.stats.PredictiveValueTest},
 *       {@link io.github.spectcad.stats.HomogeneityTest},
 *       {@link io.github.spectcad.stats.MarginTest}
 *       - decisions at a threshold, their comparison, non-inferiority and equivalence
 *   <li>{@link io.github.spectcad.stats.PrecisionRecallCurve},
 *       {@link io.github.spectcad.stats.BinormalRoc},
 *       {@link io.github.spectcad.stats.VenkatramanTest}
 *       - other curves and the comparison of whole curves
 *   <li>{@link io.github.spectcad.stats.CohenKappa},
 *       {@link io.github.spectcad.stats.MultiRaterAgreement},
 *       {@link io.github.spectcad.stats.IntraclassCorrelation},
 *       {@link io.github.spectcad.stats.BlandAltman}
 *       - agreement of raters and instruments
 *   <li>{@link io.github.spectcad.stats.ReliabilityCurve},
 *       {@link io.github.spectcad.stats.CalibrationSlope},
 *       {@link io.github.spectcad.stats.Recalibration},
 *       {@link io.github.spectcad.stats.ProbabilityScore},
 *       {@link io.github.spectcad.stats.CalibrationIndex},
 *       {@link io.github.spectcad.stats.CalibrationBelt},
 *       {@link io.github.spectcad.stats.SpiegelhalterTest},
 *       {@link io.github.spectcad.stats.Reclassification},
 *       {@link io.github.spectcad.stats.DecisionCurve}
 *       - calibration and usefulness of probabilities
 *   <li>{@link io.github.spectcad.stats.AucSampleSize},
 *       {@link io.github.spectcad.stats.ProportionSampleSize}
 *       - sample size and power
 * </ul>
 */
package io.github.spectcad.stats;
