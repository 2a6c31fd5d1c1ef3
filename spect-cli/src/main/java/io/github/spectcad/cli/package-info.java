/** The {@code spect} command line. */
package io.github.spectcad.cli;
