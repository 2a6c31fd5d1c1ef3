package io.github.spectcad.study.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class CardEvaluationTest {
    private static final String METRICS = """
            {"tp": 8, "tn": 25, "fp": 5, "fn": 2, "auc": 0.8764, "auc_ci": [0.81, 0.94], "sensitivity": 0.8,
             "sensitivity_ci": [0.49, 0.94], "specificity": 0.83333, "specificity_ci": [0.66, 0.93],
             "accuracy": 0.82, "accuracy_ci": [null, null]}""";

    private static final String EVALUATION = """
            {"reference": "ica", "patients": 40, "missing": 3, "thresholds": [0.3, 0.4, 0.5],
             "thresholds_from": "the validation patients", "lad": METRICS, "per-patient": METRICS,
             "subgroups": {"multiplicity": "Holm", "sex": {
                "female": {"patients": 15, "diseased": 4, "per-patient": METRICS, "per-vessel": METRICS},
                "male": {"patients": 1, "diseased": 0},
                "tests": [{"measure": "AUC per patient", "p_value": 0.02, "p_adjusted": 0.06},
                          {"measure": "sensitivity", "p_value": null, "p_adjusted": null}]}},
             "drift": [{"feature": "age", "training_mean": 61, "here_mean": 55.5, "standardised_difference": -0.001,
                        "p_adjusted": 0.5, "differs": false}]}""".replace("METRICS", METRICS);

    private static CardEvaluation evaluation(String json) throws JsonProcessingException {
        JsonNode tree = new ObjectMapper().readTree(json);
        return new CardEvaluation("test.json", tree);
    }

    private static String markdown(String json) throws JsonProcessingException {
        CardDocument card = new CardDocument("card");
        evaluation(json).addTo(card);
        return card.markdown();
    }

    @Test
    void theFirstFiguresAreThoseOfVesselsAndPatientsWithIntervals() throws Exception {
        List<List<String>> rows = evaluation(EVALUATION).performance();
        assertEquals(
                List.of(
                        List.of("case", "diseased", "AUC", "sensitivity", "specificity", "accuracy"),
                        List.of(
                                "LAD",
                                "10 of 40",
                                "0.88 (0.81 to 0.94)",
                                "0.80 (0.49 to 0.94)",
                                "0.83 (0.66 to 0.93)",
                                "0.82"),
                        List.of(
                                "Per patient",
                                "10 of 40",
                                "0.88 (0.81 to 0.94)",
                                "0.80 (0.49 to 0.94)",
                                "0.83 (0.66 to 0.93)",
                                "0.82")),
                rows);
        assertEquals(
                rows, evaluation("{\"evaluation\": " + EVALUATION + "}").performance(), "as recalibrate gives them");
    }

    @Test
    void saysWhoWasMeasuredAndWhereTheThresholdsComeFrom() throws Exception {
        assertEquals(
                "test.json: 40 patients by ica; 3 expected patients are missing; thresholds LAD, RCA, LCX 0.30, 0.40,"
                        + " 0.50 (from the validation patients).",
                evaluation(EVALUATION).patients());
        assertEquals("", evaluation("{}").patients());
    }

    @Test
    void aSubgroupIsARowAndATestThatCouldNotBeMadeIsLeftOut() throws Exception {
        String text = markdown(EVALUATION);
        assertTrue(text.contains("| female | 4 of 15 | 0.88 (0.81 to 0.94) |"), text);
        assertTrue(text.contains("| male | 0 of 1 | – | – | – | – |"), text);
        assertTrue(text.contains("adjusted by Holm: AUC per patient p 0.06."), text);
        assertFalse(text.contains("-0.00"), "no negative zero");
    }

    @Test
    void whatTheResultDoesNotHoldIsNotMentioned() throws Exception {
        assertEquals("# card\n\n## Evaluation: test.json\n", markdown("{\"patients\": 3}"));
    }

    @Test
    void allOtherFiguresAreFoldedAway() throws Exception {
        CardDocument card = new CardDocument("card");
        evaluation(EVALUATION).addAllTo(card);
        String text = card.markdown();
        assertTrue(text.contains("<details><summary>All figures of test.json</summary>"), text);
        assertTrue(text.contains("| lad auc | 0.876 (0.810 to 0.940) |"), text);
        assertTrue(card.html().contains("<details><summary>All figures of test.json</summary>"), card.html());
    }

    @Test
    void namesAreTextAndNeverMarkup() {
        CardDocument card = new CardDocument("a <b> | c");
        card.section("<i>").table("x|y", List.of(List.of("n", "name"), List.of("1", "<u>|*")));
        assertTrue(card.html().contains("<td class=\"n\">1</td><td>&lt;u&gt;|*</td>"), card.html());
        assertTrue(card.markdown().contains("|---:|---|\n| 1 | \\<u\\>\\|\\* |"), card.markdown());
    }
}
