/** Comparison of many models from their stored test predictions: tables, tests, figures and report. */
package io.github.spectcad.study.comparison;
