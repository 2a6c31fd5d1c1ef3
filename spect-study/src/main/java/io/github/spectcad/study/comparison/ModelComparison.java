package io.github.spectcad.study.comparison;

import io.github.spectcad.study.evaluation.Analysis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A set of models compared per vessel and per patient, as in the paper. Computed once, for reports and for programs.
 *
 * @param models the models
 * @param analyses the comparison of each analysis whose cases are of both classes, at least one
 * @param leftOut why an analysis is left out: its cases are of one class only
 * @param resamples number of resamples of the patients
 * @param seed seed of the resampling
 * @since 0.1.0
 */
public record ModelComparison(
        ComparedModels models,
        List<AnalysisComparison> analyses,
        Map<Analysis, String> leftOut,
        int resamples,
        long seed) {
    private static final List<Analysis> ANALYSES = List.of(Analysis.PER_VESSEL, Analysis.PER_PATIENT);

    /** Copies list and map. */
    public ModelComparison {
        Objects.requireNonNull(models, "models");
        analyses = List.copyOf(analyses);
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    }

    /**
     * Compares.
     *
     * @param models the models
     * @param resamples number of resamples of the patients, 1,000 in the paper, at least 100
     * @param seed seed of the resampling
     * @return the comparison, the same for the same arguments
     * @throws IllegalArgumentException if no analysis has cases of both classes
     */
    public static ModelComparison of(ComparedModels models, int resamples, long seed) {
        List<Analysis> possible = new ArrayList<>();
        Map<Analysis, String> leftOut = new LinkedHashMap<>();
        for (Analysis analysis : ANALYSES) {
            Optional<String> reason = models.models().get(0).test().oneClass(analysis);
            if (reason.isPresent()) {
                leftOut.put(analysis, reason.get());
            } else {
                possible.add(analysis);
            }
        }
        if (possible.isEmpty()) {
            throw new IllegalArgumentException(
                    String.join("; ", leftOut.values()) + ", so compare on more patients");
        }
        List<AnalysisComparison> analyses = possible.parallelStream()
                .map(analysis -> AnalysisComparison.of(models, analysis, resamples, seed))
                .toList();
        return new ModelComparison(models, analyses, leftOut, resamples, seed);
    }
}
