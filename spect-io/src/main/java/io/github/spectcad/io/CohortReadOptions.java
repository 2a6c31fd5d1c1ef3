package io.github.spectcad.io;

import io.github.spectcad.core.AngiographyRule;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.quality.MapGate;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What to read of a cohort.
 *
 * @param states whose images are read; with none only the table is read
 * @param pixels the size every map is brought to; empty keeps each map's own
 * @param patientIds the patients to read; empty reads all
 * @param angiographyRule when narrowing counts as disease
 * @param territories which vessel supplies which segment, for scores
 * @param gate what happens to maps that something speaks against
 */
public record CohortReadOptions(
        Set<PerfusionState> states,
        OptionalInt pixels,
        Optional<Set<String>> patientIds,
        AngiographyRule angiographyRule,
        TerritoryMap territories,
        MapGate gate) {
    /** All patients with both images in their own size, the paper's rule and the standard territories. */
    public static final CohortReadOptions DEFAULT = new CohortReadOptions(
            EnumSet.allOf(PerfusionState.class),
            OptionalInt.empty(),
            Optional.empty(),
            AngiographyRule.STANDARD,
            TerritoryMap.standard(),
            MapGate.refusing());

    /** Checks the values. */
    public CohortReadOptions {
        states = Set.copyOf(states);
        Objects.requireNonNull(pixels, "pixels");
        patientIds = patientIds.map(Set::copyOf);
        Objects.requireNonNull(angiographyRule, "angiographyRule");
        Objects.requireNonNull(territories, "territories");
        Objects.requireNonNull(gate, "gate");
        pixels.ifPresent(PolarMapReader::resizedTo);
    }

    /**
     * The same with other images.
     *
     * @param states whose images are read; none reads the table alone
     * @return the options
     */
    public CohortReadOptions withStates(PerfusionState... states) {
        return new CohortReadOptions(Set.of(states), pixels, patientIds, angiographyRule, territories, gate);
    }

    /**
     * The same with maps of another size.
     *
     * @param pixels width and height, 1 to {@link PolarMapReader#MAXIMUM_SIDE}
     * @return the options
     * @throws IllegalArgumentException if the size is out of range
     */
    public CohortReadOptions withPixels(int pixels) {
        return new CohortReadOptions(states, OptionalInt.of(pixels), patientIds, angiographyRule, territories, gate);
    }

    /**
     * The same for certain patients.
     *
     * @param patientIds their ids
     * @return the options
     */
    public CohortReadOptions withPatients(Set<String> patientIds) {
        return new CohortReadOptions(states, pixels, Optional.of(patientIds), angiographyRule, territories, gate);
    }

    /**
     * The same with another rule.
     *
     * @param rule when narrowing counts as disease
     * @return the options
     */
    public CohortReadOptions withAngiographyRule(AngiographyRule rule) {
        return new CohortReadOptions(states, pixels, patientIds, rule, territories, gate);
    }

    /**
     * The same with other territories.
     *
     * @param map which vessel supplies which segment
     * @return the options
     */
    public CohortReadOptions withTerritories(TerritoryMap map) {
        return new CohortReadOptions(states, pixels, patientIds, angiographyRule, map, gate);
    }

    /**
     * The same with another gate.
     *
     * @param gate what happens to maps that something speaks against
     * @return the options
     * @since 0.1.0
     */
    public CohortReadOptions withGate(MapGate gate) {
        return new CohortReadOptions(states, pixels, patientIds, angiographyRule, territories, gate);
    }

    PolarMapReader imageReader() {
        PolarMapReader reader =
                pixels.isPresent() ? PolarMapReader.resizedTo(pixels.getAsInt()) : PolarMapReader.ownSize();
        return reader.withGate(gate);
    }
}
