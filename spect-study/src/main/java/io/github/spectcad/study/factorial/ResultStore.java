package io.github.spectcad.study.factorial;

import io.github.spectcad.core.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where the files of a study are kept: a local folder, or a place that several machines share. Names are relative paths with
 * {@code /}. What is read is whole: a file or directory appears complete or not at all, whoever is killed while writing.
 *
 * <p>Safe for concurrent use by threads, processes and, where the store is shared, machines.
 *
 * @since 0.1.0
 */
public interface ResultStore {
    /** The file of a published directory that makes it count: written last where a store cannot move directories at once. */
    String COMMIT_FILE = "cell.json";

    /** The file of work that is under way which says how far it is. */
    String PROGRESS_FILE = "progress.json";

    /** How long after its last progress work on a cluster counts as under way: nothing else tells that it is. */
    Duration LIVELY = Duration.ofMinutes(5);

    /**
     * A folder of this machine, or one that it mounts.
     *
     * @param root the folder; made when something is written
     * @return the store
     */
    static ResultStore local(Path root) {
        return new LocalStore(root);
    }

    /** {@return the place, as messages name it} */
    String location();

    /**
     * Reads a file.
     *
     * @param name which file
     * @return its content; empty if there is none
     * @throws IOException if it cannot be read
     */
    Optional<byte[]> read(String name) throws IOException;

    /**
     * Writes or replaces a file; of several writers the last one wins.
     *
     * @param name which file
     * @param content its content
     * @throws IOException if it cannot be written; what was there stays
     */
    void write(String name, AtomicFile.Content content) throws IOException;

    /**
     * Removes a file if it is there.
     *
     * @param name which file
     * @throws IOException if it cannot be removed
     */
    void delete(String name) throws IOException;

    /**
     * Whether there is a file or a directory, also of a workspace that was saved, {@code work/NAME}.
     *
     * @param name which one
     * @return whether it is there
     * @throws IOException if the store does not answer
     */
    boolean exists(String name) throws IOException;

    /**
     * The entries of a directory; of published directories only those that are complete.
     *
     * @param directory which directory
     * @return the last parts of their names; empty if there is no such directory
     * @throws IOException if it cannot be read
     */
    Set<String> list(String directory) throws IOException;

    /**
     * A file for code that reads files of this machine.
     *
     * @param name which file
     * @return the file itself or a copy, to be read only; it may not exist where the file does not
     * @throws IOException if it cannot be copied
     */
    Path localFile(String name) throws IOException;

    /**
     * Publishes a directory of the workspace with all its files. Where one of this name is already there, it stays, and the new
     * one is dropped.
     *
     * @param directory a directory in the workspace of the same work
     * @param name its name in the store
     * @throws IOException if it cannot be published; then nothing of it can be read
     */
    void publish(Path directory, String name) throws IOException;

    /**
     * A directory of this machine for work that is under way, with what was saved of it before, here or elsewhere. For the
     * holder of its claim.
     *
     * @param work name of the work
     * @return the directory
     * @throws IOException if it cannot be made
     */
    Path workspace(String work) throws IOException;

    /**
     * Saves the files of a workspace such that another machine could go on with them; called at the ends of epochs.
     *
     * @param work name of the work
     * @throws IOException if they cannot be saved
     */
    void saveWorkspace(String work) throws IOException;

    /**
     * Removes the workspace, here and what was saved of it, but not the claim. For the holder of its claim.
     *
     * @param work name of the work
     * @throws IOException if it cannot be removed
     */
    void clearWorkspace(String work) throws IOException;

    /**
     * Claims work for the calling thread.
     *
     * @param work name of the work
     * @return the claim; empty if somebody who is alive has it
     * @throws IOException if the store does not answer
     */
    Optional<Claim> claim(String work) throws IOException;

    /**
     * Whether somebody who is alive has claimed work.
     *
     * @param work name of the work
     * @return whether it is claimed
     * @throws IOException if the store does not answer
     */
    boolean isClaimed(String work) throws IOException;

    /**
     * Whether claims keep others out. Where they do not, one run at a time may work on a study, and gives each cell to one
     * worker at a time.
     *
     * @return whether {@link #claim} is ever empty
     */
    default boolean keepsOut() {
        return true;
    }

    /**
     * The work that processes have claimed which work on the same folder by themselves; where claims keep nobody out.
     *
     * @return names of work
     * @throws IOException if the store does not answer
     */
    default Set<String> claimedByOthers() throws IOException {
        return Set.of();
    }

    /**
     * The work in a folder of this machine that living processes have claimed.
     *
     * @param root the folder
     * @return names of work
     * @throws IOException if the folder cannot be read
     */
    static Set<String> claimedIn(Path root) throws IOException {
        return new LocalStore(root).claimed();
    }

    /**
     * Removes what killed attempts left of finished work; for a run at its end, where claims keep nobody out.
     *
     * @param finished names of the work that is finished
     * @throws IOException if something cannot be removed
     */
    default void removeRemains(Set<String> finished) throws IOException {
        // who claims work removes what it leaves
    }
}
