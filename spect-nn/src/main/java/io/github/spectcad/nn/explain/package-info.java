/**
 * Which parts of the maps a prediction depends on: {@link io.github.spectcad.nn.explain.Explainer} and the
 * {@link io.github.spectcad.nn.explain.SaliencyMethod} it uses.
 *
 * <p>A method of another jar implements {@link io.github.spectcad.nn.explain.SaliencyMethod}, has a public constructor
 * without arguments, and is named in {@code META-INF/services/io.github.spectcad.nn.explain.SaliencyMethod}.
 *
 * <p>Saliency shows what the network reacts to, not what is diseased; it explains the network, not the patient.
 */
package io.github.spectcad.nn.explain;
