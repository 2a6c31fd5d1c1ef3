package io.github.spectcad.study.factorial;

import java.io.IOException;

/**
 * The right to work on something in a {@link ResultStore}, until released, or until the process that holds it ends.
 *
 * @since 0.1.0
 */
public interface Claim {
    /**
     * Lets others go on with unfinished work.
     *
     * @throws IOException if the claim cannot be given up
     */
    void release() throws IOException;

    /**
     * Gives the claim up where nothing is left to do, and removes every trace of it.
     *
     * @throws IOException if the claim cannot be given up
     */
    void discard() throws IOException;
}
