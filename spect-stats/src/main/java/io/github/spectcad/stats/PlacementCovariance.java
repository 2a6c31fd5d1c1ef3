package io.github.spectcad.stats;

/** How the covariance of two areas follows from their placements. */
interface PlacementCovariance {

    /** DeLong's covariance of independent subjects. */
    PlacementCovariance INDEPENDENT = Placements::covariance;

    /** The covariance of the areas of two sets of placements of the same observations; NaN where it is undefined. */
    double of(Placements a, Placements b);

    /** The area with its variance. */
    default Auc auc(Placements placements) {
        return new Auc(placements.auc(), of(placements, placements), placements.positives(), placements.negatives());
    }
}
