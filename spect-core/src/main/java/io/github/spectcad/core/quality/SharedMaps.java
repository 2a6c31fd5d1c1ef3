package io.github.spectcad.core.quality;

import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.quality.MapFinding.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds pictures that two patients share, as patients come. Keeps a number for each map, not the map. Not safe for
 * concurrent use.
 *
 * @since 0.1.0
 */
public final class SharedMaps {
    private final Map<Fingerprint, Owner> owners = new HashMap<>();

    /** Without a patient yet. */
    public SharedMaps() {}

    /**
     * Looks at the next patient.
     *
     * @param patient the patient
     * @return a finding for each of its maps whose pixels equal those of a map of an earlier patient
     */
    public List<MapFinding> add(PatientStudy patient) {
        List<MapFinding> findings = new ArrayList<>();
        for (PerfusionState state : PerfusionState.values()) {
            patient.map(state).ifPresent(map -> {
                Owner own = new Owner(patient.patientId(), state, patient.partition());
                Owner earlier = owners.putIfAbsent(Fingerprint.of(map), own);
                if (earlier != null && !earlier.patientId().equals(own.patientId())) {
                    findings.add(finding(earlier, own));
                }
            });
        }
        return findings;
    }

    private static MapFinding finding(Owner earlier, Owner own) {
        boolean leaks = earlier.partition().isPresent()
                && own.partition().isPresent()
                && !earlier.partition().equals(own.partition());
        String reason = "its " + own.state().id() + " map equals, pixel by pixel, the "
                + earlier.state().id() + " map of patient '" + earlier.patientId() + "'"
                + (leaks
                        ? ", one in partition " + own.partition().get().id() + " and one in "
                                + earlier.partition().get().id()
                        : "");
        return new MapFinding(
                leaks ? Kind.LEAKAGE : Kind.SHARED_MAP,
                "patient '" + own.patientId() + "'",
                reason,
                leaks
                        ? "keep all rows of one patient in one partition, under one id"
                        : "give each patient its own picture, or remove the row that is there twice");
    }

    /** Who had a map first. */
    private record Owner(String patientId, PerfusionState state, Optional<Partition> partition) {}

    /** Size and a 64-bit number of the pixels: two different maps of a cohort have the same with odds below 1e-12. */
    private record Fingerprint(int pixels, long hash) {
        static Fingerprint of(PolarMap map) {
            float[] values = new float[map.pixels() * map.pixels()];
            map.copyTo(values, 0);
            long hash = 0xCBF29CE484222325L;
            for (float value : values) {
                hash = (hash ^ Float.floatToIntBits(value)) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 29;
            }
            return new Fingerprint(map.pixels(), hash);
        }
    }
}
