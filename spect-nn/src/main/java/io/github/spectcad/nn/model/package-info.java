/**
 * Trained models: the {@link io.github.spectcad.core.CadClassifier} they are, and the file they are kept in.
 *
 * <p>A model file is untrusted input: it holds numbers and JSON only, never code or class names, and is checked whole
 * before a network is built from it.
 */
package io.github.spectcad.nn.model;
