/**
 * Weights to start trainings from, made from simulated patients alone: this module has no classes. {@link
 * io.github.spectcad.nn.model.PretrainedModel} finds the models, and each has a card that says how it was made.
 */
package io.github.spectcad.pretrained;
