/**
 * Speed and memory of the networks, side by side with PyTorch.
 *
 * <p>Each side runs in a Java VM of its own, since the two native libraries bring an OpenMP runtime each; the VMs take
 * turns on the same machine, so that what disturbs one disturbs the other.
 */
package io.github.spectcad.benchmarks.networks;
