package io.github.spectcad.study.comparison;

import io.github.spectcad.study.evaluation.Analysis;
import java.util.List;
import java.util.Objects;

/**
 * A set of models compared per vessel and per patient, as in the paper. Computed once, for reports and for programs.
 *
 * @param models the models
 * @param analyses the comparison of each analysis of {@link #ANALYSES}, in that order
 * @param resamples number of resamples of the patients
 * @param seed seed of the resampling
 * @since 0.1.0
 */
public record ModelComparison(ComparedModels models, List<AnalysisComparison> analyses, int resamples, long seed) {
    /** Compared per vessel and per patient, as in the paper. */
    public static final List<Analysis> ANALYSES = List.of(Analysis.PER_VESSEL, Analysis.PER_PATIENT);

    /** Copies the list. */
    public ModelComparison {
        Objects.requireNonNull(models, "models");
        analyses = List.copyOf(analyses);
    }

    /**
     * Compares.
     *
     * @param models the models
     * @param resamples number of resamples of the patients, 1,000 in the paper, at least 100
     * @param seed seed of the resampling
     * @return the comparison, the same for the same arguments
     * @throws IllegalArgumentException if an analysis has one class only
     */
    public static ModelComparison of(ComparedModels models, int resamples, long seed) {
        List<AnalysisComparison> analyses = ANALYSES.parallelStream()
                .map(analysis -> AnalysisComparison.of(models, analysis, resamples, seed))
                .toList();
        return new ModelComparison(models, analyses, resamples, seed);
    }
}
