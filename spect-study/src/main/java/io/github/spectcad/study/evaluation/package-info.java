/** Predictions against a reference standard: per artery, per vessel and per patient, each figure with its interval. */
package io.github.spectcad.study.evaluation;
