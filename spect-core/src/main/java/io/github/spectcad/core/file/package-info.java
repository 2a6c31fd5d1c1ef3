/**
 * How all modules write files and tell them apart: {@link io.github.spectcad.core.file.AtomicFile},
 * {@link io.github.spectcad.core.file.Sha256}.
 */
package io.github.spectcad.core.file;
