/**
 * The vocabulary of the library: polar maps, coronary territories, ground truth, patients, cohorts and predictions.
 *
 * <p>Every type is an immutable value, valid once constructed. The vessel order is LAD, RCA, LCX everywhere.
 */
package io.github.spectcad.core;
