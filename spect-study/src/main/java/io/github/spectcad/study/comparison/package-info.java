/** Compares many models on the same patients by the paper's statistics and by better ones, from predictions alone. */
package io.github.spectcad.study.comparison;
