/** Decoders of the JDK, for the code of this module; not public API. */
package io.github.spectcad.io.codec;
