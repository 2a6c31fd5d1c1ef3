/**
 * The networks of this library once more, in PyTorch: what they are compared with, in numbers and in speed.
 *
 * <p>PyTorch is reached through the Deep Java Library. Parameters carry the names and layouts of the library's own
 * networks, so weights are exchanged by name.
 */
package io.github.spectcad.benchmarks.pytorch;
