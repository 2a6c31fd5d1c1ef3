/** How all modules write files: {@link io.github.spectcad.core.file.AtomicFile}. */
package io.github.spectcad.core.file;
