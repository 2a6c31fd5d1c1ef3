package io.github.spectcad.study.factorial;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether every cell so far has failed for one reason, of whatever backbone: then it lies with the machines (a library that is
 * missing, too little memory), and the cells that are left would fail like them. Safe for concurrent use.
 */
final class CommonFailure {
    /** So many cells must have failed, and none been trained. */
    static final int CELLS = 8;

    private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

    private final boolean oneBackbone;
    private final Set<String> reasons = new HashSet<>();
    private final Set<String> backbones = new HashSet<>();
    private int failed;
    private boolean ruledOut;

    CommonFailure(Collection<Cell> open) {
        oneBackbone = open.stream().map(Cell::backbone).distinct().count() <= 1;
    }

    /** A cell was done, so the machines are able to. */
    synchronized void none() {
        ruledOut = true;
    }

    /**
     * A cell failed by itself.
     *
     * @throws IOException if it is one of too many, with the reason
     */
    synchronized void failed(Cell cell, String error) throws IOException {
        String reason = error.lines().findFirst().orElse("");
        reasons.add(NUMBERS.matcher(reason).replaceAll("0"));
        backbones.add(cell.backbone());
        failed++;
        ruledOut |= reasons.size() > 1;
        if (!ruledOut && failed >= CELLS && (oneBackbone || backbones.size() > 1)) {
            throw new IOException(
                    "the first " + failed + " cells have all failed for the same reason, so the study stops: " + reason
                            + ". Mend it, and run again: failed cells are tried again");
        }
    }
}
