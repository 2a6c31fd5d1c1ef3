/** Benchmarks of the statistics module. */
package io.github.spectcad.benchmarks.stats;
