/** {@code spect stats}: the statistics module on a CSV file, for shells and other languages. */
package io.github.spectcad.cli.stats;
