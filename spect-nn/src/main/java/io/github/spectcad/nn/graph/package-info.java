/**
 * Networks as graphs of layers: {@link io.github.spectcad.nn.graph.NetworkBuilder} builds a
 * {@link io.github.spectcad.nn.graph.Network}, whose sessions run it in memory planned once a batch size.
 *
 * <p>Everything a caller hands over (images, labels, parameters) is a Java array, {@code [batch, channels, height, width]}
 * row-major, and is checked for length and finite values before it reaches native code.
 */
package io.github.spectcad.nn.graph;
