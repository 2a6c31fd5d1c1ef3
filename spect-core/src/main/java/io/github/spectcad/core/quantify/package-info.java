/** Perfusion against a database of normal maps: limits, extent, severity and proposed scores. */
package io.github.spectcad.core.quantify;
