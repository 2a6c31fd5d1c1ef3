/** How well the recommended protocol learns, beside the baselines. */
package io.github.spectcad.benchmarks.learning;
