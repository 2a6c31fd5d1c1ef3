/**
 * Loops and native calls on arrays that know nothing of layers: what {@link io.github.spectcad.nn.layer} and
 * {@link io.github.spectcad.nn.frozen} compute with. Not public API: types here change without notice.
 */
package io.github.spectcad.nn.kernel;
