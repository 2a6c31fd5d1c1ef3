/**
 * Keras weight files (HDF5) for the networks of spect-nn: {@link io.github.spectcad.keras.KerasWeights}. An artifact of
 * its own because of its HDF5 reader, jHDF, which is pure Java.
 */
package io.github.spectcad.keras;
