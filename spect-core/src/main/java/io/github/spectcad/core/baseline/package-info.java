/** Plain statistical models that networks must beat: {@link io.github.spectcad.core.baseline.TerritoryMeanBaseline}. */
package io.github.spectcad.core.baseline;
