package io.github.spectcad.nn.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A file that was to hold a model or a checkpoint was refused; the message names the file, what is wrong and where. What
 * it quotes of the file is short and without control characters.
 */
public final class ModelFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why a file was refused. */
    public enum Reason {
        /** There is no such file, or it is not a regular file. */
        NOT_FOUND,
        /** The file is no zip archive at all. */
        NOT_A_ZIP,
        /** The archive is encrypted, or compressed in another way than by deflate. */
        UNSUPPORTED_ZIP,
        /** The archive ends early or its directory is damaged. */
        TRUNCATED,
        /** An entry would lie outside the archive: an absolute name, {@code ..}, a backslash or a control character. */
        UNSAFE_NAME,
        /** Two entries share a name. */
        DUPLICATE_ENTRY,
        /** An entry that must be there is not. */
        MISSING_ENTRY,
        /** There is an entry that does not belong there. */
        EXTRA_ENTRY,
        /** The file, or an entry as declared or as unpacked, is larger than the documented limit. */
        TOO_LARGE,
        /** The bytes of an entry are not those that were written. */
        BAD_CHECKSUM,
        /** The file was written in a format this version does not know. */
        UNKNOWN_VERSION,
        /** The description is no valid JSON, or a value of it is missing or not allowed. */
        BAD_DESCRIPTION,
        /** The network needs a backbone or a fusion that is not on the class path. */
        MISSING_PLUGIN,
        /** Names, shapes or number of the weights are not those of the network. */
        WRONG_WEIGHTS,
        /** A weight is NaN or infinite. */
        NOT_FINITE,
        /** A weight is a number that it must not be, such as a negative variance. */
        BAD_WEIGHT,
        /** A checkpoint belongs to a training with another configuration, other data or other initial weights. */
        OTHER_TRAINING
    }

    private static final int MAX_LENGTH = 600;
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private final Reason reason;

    /**
     * A refusal.
     *
     * @param reason why
     * @param file the file
     * @param problem what is wrong, for the message
     */
    public ModelFileException(Reason reason, Path file, String problem) {
        this(reason, file, problem, null);
    }

    /**
     * A refusal with its cause.
     *
     * @param reason why
     * @param file the file
     * @param problem what is wrong, for the message
     * @param cause what was thrown, may be null
     */
    public ModelFileException(Reason reason, Path file, String problem, Throwable cause) {
        super(file + ": " + printable(problem), cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Text that may hold anything of the file: cut, and without what a terminal or a log would obey. */
    private static String printable(String problem) {
        String shown = problem.length() > MAX_LENGTH ? problem.substring(0, MAX_LENGTH) + "..." : problem;
        return NOT_PRINTABLE.matcher(shown).replaceAll("?");
    }

    /** {@return why the file was refused} */
    public Reason reason() {
        return reason;
    }
}
