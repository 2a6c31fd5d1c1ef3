/**
 * Backbones: the convolutional part of a network. {@link io.github.spectcad.nn.backbone.Backbones} finds them on the class
 * path; to add one, implement {@link io.github.spectcad.nn.backbone.Backbone} as
 * {@link io.github.spectcad.core.spi} says.
 */
package io.github.spectcad.nn.backbone;
