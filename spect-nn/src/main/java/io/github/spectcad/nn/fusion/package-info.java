/**
 * Fusions of rest and stress. {@link io.github.spectcad.nn.fusion.FusionStrategies} finds them on the class path; to add
 * one, implement {@link io.github.spectcad.nn.fusion.FusionStrategy} as {@link io.github.spectcad.core.spi} says.
 */
package io.github.spectcad.nn.fusion;
