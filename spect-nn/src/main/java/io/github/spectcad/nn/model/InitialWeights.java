package io.github.spectcad.nn.model;

import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.graph.Network;
import java.io.IOException;

/** Weights that a training starts from in place of random ones: a {@link TrainedModel}'s, or those of a file. */
public interface InitialWeights {
    /**
     * Gives a network these weights, as far as they fit.
     *
     * @param spec what the network is
     * @param member which network of an ensemble it is, from 1; weights that are an ensemble's give it those of one member,
     *     all others ignore it
     * @param target the network, which is changed
     * @return what became of each parameter of the network
     * @throws IllegalArgumentException if the weights are of another kind of network, or none fits
     * @throws IOException if a file cannot be read or is not what it should be; the network is unchanged then
     */
    WeightTransfer initialise(NetworkSpec spec, int member, Network target) throws IOException;

    /** {@return SHA-256 in hex that identifies the weights, for the record and for checkpoints} */
    String weightsFingerprint();
}
