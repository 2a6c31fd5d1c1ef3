/**
 * What prediction rewrites a network to: convolutions in the form that suits their shape, with what follows them done in
 * the same visit of the memory. {@link io.github.spectcad.nn.graph.Network#freeze} alone makes them. Not public API: types
 * here change without notice.
 */
package io.github.spectcad.nn.frozen;
