package io.github.spectcad.study.trust;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapFinding;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a model that knows when not to answer says of a patient: an answer for each vessel, or none, with the reason.
 *
 * @param patientId the patient
 * @param sets for each vessel the labels that fit
 * @param refusal why no vessel is answered: a map fails the quality gate or is unlike the training data; empty where they are
 * @since 0.1.0
 */
public record Answer(String patientId, Map<VesselTerritory, ConformalSets.LabelSet> sets, Optional<String> refusal) {
    /** Copies the map. */
    public Answer {
        sets = Map.copyOf(sets);
    }

    /**
     * Answers for a patient.
     *
     * @param prediction the prediction
     * @param findings what speaks against the patient's maps
     * @param sets learned from patients the model was not trained on
     * @return the answer
     */
    public static Answer of(Prediction prediction, List<MapFinding> findings, ConformalSets sets) {
        Map<VesselTerritory, ConformalSets.LabelSet> found = new EnumMap<>(VesselTerritory.class);
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            found.put(vessel, sets.set(vessel, prediction.probability(vessel)));
        }
        Set<String> reasons = new LinkedHashSet<>();
        for (MapFinding finding : findings) {
            if (finding.kind().isFault() || finding.kind() == MapFinding.Kind.UNLIKE_TRAINING) {
                reasons.add(finding.reason());
            }
        }
        return new Answer(
                prediction.patientId(),
                found,
                reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons)));
    }

    /**
     * The answer for a vessel.
     *
     * @param vessel the vessel
     * @return {@code diseased}, {@code not diseased}, or {@code no answer}
     */
    public String of(VesselTerritory vessel) {
        return switch (refusal.isPresent() ? ConformalSets.LabelSet.BOTH : sets.get(vessel)) {
            case DISEASED -> "diseased";
            case HEALTHY -> "not diseased";
            case BOTH, NEITHER -> "no answer";
        };
    }

    /**
     * Why a vessel has no answer.
     *
     * @param vessel the vessel
     * @return the reason; empty where it has one
     */
    public Optional<String> reason(VesselTerritory vessel) {
        if (refusal.isPresent()) {
            return refusal;
        }
        return switch (sets.get(vessel)) {
            case DISEASED, HEALTHY -> Optional.empty();
            case BOTH -> Optional.of("the probability fits diseased and healthy vessels");
            case NEITHER -> Optional.of("the probability is unlike that of diseased and of healthy vessels");
        };
    }
}
