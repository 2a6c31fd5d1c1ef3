package io.github.spectcad.core.quality;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What happens to a map that something speaks against. A gate refuses faults, unless the caller asked for warnings, and
 * tells its listener of everything it lets pass. Immutable; safe for concurrent use if its listener is.
 *
 * @since 0.1.0
 */
public final class MapGate {
    private static final MapGate REFUSING = refusing(MapGate::log);
    private static final MapGate PASSED = warning(finding -> {});

    private final boolean refuses;
    private final Consumer<MapFinding> listener;

    private MapGate(boolean refuses, Consumer<MapFinding> listener) {
        this.refuses = refuses;
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** {@return the gate that is used where none is given: refuses faults, and logs suspicions without naming the map} */
    public static MapGate refusing() {
        return REFUSING;
    }

    /**
     * A gate that refuses faults.
     *
     * @param listener is told of suspicions, from the thread that reads or predicts
     * @return the gate
     */
    public static MapGate refusing(Consumer<MapFinding> listener) {
        return new MapGate(true, listener);
    }

    /**
     * A gate that lets everything pass.
     *
     * @param listener is told of faults and suspicions, from the thread that reads or predicts
     * @return the gate
     */
    public static MapGate warning(Consumer<MapFinding> listener) {
        return new MapGate(false, listener);
    }

    /** {@return the gate for maps that passed one when they were read: lets everything pass and tells nobody} */
    public static MapGate passed() {
        return PASSED;
    }

    /**
     * Lets findings pass or refuses.
     *
     * @param findings what speaks against a map
     * @throws MapRefusedException for the first fault, if this gate refuses; the listener then hears of nothing
     */
    public void pass(Collection<MapFinding> findings) {
        for (MapFinding finding : findings) {
            if (refuses && finding.kind().isFault()) {
                throw new MapRefusedException(finding);
            }
        }
        findings.forEach(listener);
    }

    /**
     * Looks at a patient's maps: each alone, and rest beside stress where both count.
     *
     * @param patient the patient
     * @param states the maps that count
     * @throws MapRefusedException if a fault is found and this gate refuses
     */
    public void check(PatientStudy patient, Set<PerfusionState> states) {
        pass(MapQuality.of(patient, states));
    }

    private static void log(MapFinding finding) {
        Logger logger = System.getLogger(MapGate.class.getName());
        logger.log(Level.WARNING, finding.kind() + ": " + finding.explanation());
    }
}
