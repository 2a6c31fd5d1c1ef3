/**
 * Training of one model: {@link io.github.spectcad.nn.train.Trainer} takes labelled patients
 * ({@link io.github.spectcad.nn.train.TrainingData}) and a
 * {@link io.github.spectcad.nn.model.TrainingConfiguration}, and gives a
 * {@link io.github.spectcad.nn.model.TrainedModel}.
 *
 * <p>Everything random follows from the seed, the epoch and the patient, so that a training that was interrupted and
 * resumed gives the same model, bit for bit, as one that was not, with the same number of threads on the same machine.
 */
package io.github.spectcad.nn.train;
