/**
 * Files in and out: polar maps from images, cohorts and predictions from CSV.
 *
 * <p>Every file is untrusted. What is wrong with one is told by an {@link java.io.IOException} that names the file and,
 * for a CSV, the line and the column. Files are written beside their place and then moved there, so that none is ever
 * seen half-written.
 */
package io.github.spectcad.io;
