package io.github.spectcad.core;

/** What a reference standard says of a patient's three vessels. */
public sealed interface GroundTruth permits Angiography, ExpertReading {
    /** {@return which reference standard this is} */
    Reference reference();

    /** {@return the label of each vessel} */
    VesselLabels labels();
}
