/**
 * The gate before every polar map: {@link io.github.spectcad.core.quality.MapQuality} finds what speaks against a map,
 * {@link io.github.spectcad.core.quality.MapGate} refuses it or warns.
 */
package io.github.spectcad.core.quality;
