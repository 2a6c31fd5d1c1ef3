/**
 * Networks of Deeplearning4j as backbones, and their weights as initial weights. Configurations are translated layer by
 * layer into the layers of spect-nn; nothing is computed by Deeplearning4j but activation functions that spect-nn lacks.
 *
 * @since 0.1.0
 */
package io.github.spectcad.dl4j;
