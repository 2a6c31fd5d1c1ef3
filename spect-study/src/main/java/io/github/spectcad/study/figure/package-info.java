/**
 * Figures as SVG text, drawn by a charting library: readable in print, in black and white and by colour-blind people.
 */
package io.github.spectcad.study.figure;
