/** Plain statistical models that networks must beat: {@link io.github.spectcad.core.baseline.Baseline}. */
package io.github.spectcad.core.baseline;
