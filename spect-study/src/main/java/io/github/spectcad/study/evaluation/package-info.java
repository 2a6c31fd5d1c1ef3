/** Predictions against a reference standard: for each vessel, per vessel (all together) and per patient, each figure with its interval. */
package io.github.spectcad.study.evaluation;
