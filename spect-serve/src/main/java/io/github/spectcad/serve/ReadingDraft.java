package io.github.spectcad.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.ReadingCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A reading as the page sends it. */
record ReadingDraft(
        ReadingCondition condition,
        VesselLabels diseased,
        Optional<SegmentScores> stress,
        Optional<SegmentScores> rest) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    ReadingDraft {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(diseased, "diseased");
        Objects.requireNonNull(stress, "stress");
        Objects.requireNonNull(rest, "rest");
    }

    /**
     * Reads what the page sends.
     *
     * @param json {@code {"condition": "without", "diseased": [true, false, false], "stress": [17 scores], "rest": null}}
     * @param hasStress whether the patient has a stress map, which must then be scored
     * @param hasRest the same for the rest map
     * @throws RequestException if it is anything else
     */
    static ReadingDraft parse(String json, boolean hasStress, boolean hasRest) throws RequestException {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new RequestException(400, "the content is not JSON", e);
        }
        if (root == null || !root.isObject()) {
            throw new RequestException(400, "the content is no JSON object");
        }
        return new ReadingDraft(
                condition(root.path("condition").asText()),
                decisions(root.path("diseased")),
                scores("stress", root.path("stress"), hasStress),
                scores("rest", root.path("rest"), hasRest));
    }

    private static ReadingCondition condition(String word) throws RequestException {
        for (ReadingCondition condition : ReadingCondition.values()) {
            if (condition.id().equals(word)) {
                return condition;
            }
        }
        throw new RequestException(400, "condition must be without or with");
    }

    private static VesselLabels decisions(JsonNode node) throws RequestException {
        boolean whole = node.isArray() && node.size() == VesselTerritory.ORDER.size();
        for (JsonNode decision : node) {
            whole &= decision.isBoolean();
        }
        if (!whole) {
            throw new RequestException(400, "decide for all three vessels: diseased must be three of true and false");
        }
        return new VesselLabels(
                node.get(0).booleanValue(),
                node.get(1).booleanValue(),
                node.get(2).booleanValue());
    }

    private static Optional<SegmentScores> scores(String state, JsonNode node, boolean hasMap) throws RequestException {
        if (!hasMap) {
            if (!node.isNull() && !node.isMissingNode()) {
                throw new RequestException(400, "the patient has no " + state + " map to score");
            }
            return Optional.empty();
        }
        List<Integer> scores = new ArrayList<>();
        for (JsonNode score : node) {
            if (score.isInt()) {
                scores.add(score.intValue());
            }
        }
        if (!node.isArray() || node.size() != AhaSegment.ORDER.size() || scores.size() != node.size()) {
            throw new RequestException(400, state + " must be 17 whole numbers");
        }
        try {
            return Optional.of(new SegmentScores(scores));
        } catch (IllegalArgumentException e) {
            throw new RequestException(400, state + ": " + e.getMessage(), e);
        }
    }
}
