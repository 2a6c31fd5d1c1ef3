/**
 * The building blocks of networks, with the semantics of Keras: each a small immutable record that implements
 * {@link io.github.spectcad.nn.layer.Layer}, which plugins implement, too. A layer works on arrays of ND4J through native
 * operations prepared once ({@link io.github.spectcad.nn.layer.NativeOp}).
 */
package io.github.spectcad.nn.layer;
