/** The {@code spect} command line. */
package io.github.spectcad.examples.cli;
