/**
 * The building blocks of networks, with the semantics of Keras: each a small immutable record that implements
 * {@link io.github.spectcad.nn.layer.Layer}, which plugins implement, too. What an author of a layer needs besides:
 * {@link io.github.spectcad.nn.layer.Shape}, {@link io.github.spectcad.nn.layer.Padding} and
 * {@link io.github.spectcad.nn.layer.Require} to answer from shapes, {@link io.github.spectcad.nn.layer.ParameterSpec} and
 * {@link io.github.spectcad.nn.layer.Initializer} to ask for parameters, and {@link io.github.spectcad.nn.layer.Binding},
 * which gives a layer its arrays.
 */
package io.github.spectcad.nn.layer;
