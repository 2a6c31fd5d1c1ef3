package io.github.spectcad.nn.explain;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.SegmentGrid;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselTerritory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The saliency of one vessel's prediction. Research use only, not for diagnosis. Immutable.
 *
 * <p>Saliency is a value in [0, 1] for each pixel of each map the network takes, divided by the largest of all these maps
 * together, so that rest and stress can be compared; 0 outside the disc. All 0 where nothing is attributed.
 */
public final class Explanation {
    private final Prediction prediction;
    private final VesselTerritory vessel;
    private final String method;
    private final Map<PerfusionState, PolarMap> maps;
    private final Map<PerfusionState, float[]> saliency;

    /** Takes saliency of any scale, at least 0; keeps the arrays. */
    Explanation(
            Prediction prediction,
            VesselTerritory vessel,
            String method,
            Map<PerfusionState, PolarMap> maps,
            Map<PerfusionState, float[]> saliency) {
        this.prediction = prediction;
        this.vessel = vessel;
        this.method = method;
        this.maps = new EnumMap<>(maps);
        this.saliency = new EnumMap<>(saliency);
        float max = 0;
        for (PerfusionState state : this.saliency.keySet()) {
            max = Math.max(max, clearOutside(maps.get(state), saliency.get(state)));
        }
        for (float[] values : this.saliency.values()) {
            for (int i = 0; i < values.length && max > 0; i++) {
                values[i] /= max;
            }
        }
    }

    /** Sets what lies outside the disc to 0 and returns the largest value inside. */
    private static float clearOutside(PolarMap map, float[] values) {
        float max = 0;
        for (int row = 0; row < map.pixels(); row++) {
            for (int column = 0; column < map.pixels(); column++) {
                int i = row * map.pixels() + column;
                if (map.disc().relativeRadius(column, row) > 1) {
                    values[i] = 0;
                }
                max = Math.max(max, values[i]);
            }
        }
        return max;
    }

    /** {@return the prediction that is explained} */
    public Prediction prediction() {
        return prediction;
    }

    /** {@return the vessel whose probability is explained} */
    public VesselTerritory vessel() {
        return vessel;
    }

    /** {@return id of the method} */
    public String method() {
        return method;
    }

    /** {@return the states the network takes, rest first} */
    public List<PerfusionState> states() {
        return List.copyOf(saliency.keySet());
    }

    /**
     * The map that was explained.
     *
     * @param state one of {@link #states()}
     * @return the patient's map
     */
    public PolarMap map(PerfusionState state) {
        return maps.get(required(state));
    }

    /**
     * The saliency of a map.
     *
     * @param state one of {@link #states()}
     * @return a copy: {@code pixels * pixels} values in [0, 1], row-major as in the map
     * @throws IllegalArgumentException if the network does not take maps of this state
     */
    public double[] saliency(PerfusionState state) {
        float[] values = saliency.get(required(state));
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return copy;
    }

    private PerfusionState required(PerfusionState state) {
        if (!saliency.containsKey(Objects.requireNonNull(state, "state"))) {
            throw new IllegalArgumentException(
                    "the network takes no " + state.id() + " map: it takes " + saliency.keySet());
        }
        return state;
    }

    /**
     * How much of the saliency, over all states, lies in each territory. Territories differ in size: the share of the
     * disc's area is what saliency spread evenly would have.
     *
     * @param geometry where the segments lie
     * @param territories which vessel supplies which segment
     * @return shares of LAD, RCA, LCX; they sum to 1, or are all 0 where nothing is attributed
     */
    public Map<VesselTerritory, Double> territoryShares(AhaGeometry geometry, TerritoryMap territories) {
        double[] sums = new double[VesselTerritory.ORDER.size()];
        double total = 0;
        for (Map.Entry<PerfusionState, float[]> entry : saliency.entrySet()) {
            PolarMap map = maps.get(entry.getKey());
            SegmentGrid grid = geometry.grid(map.pixels(), map.disc());
            double[] segments = grid.sums(entry.getValue());
            for (AhaSegment segment : AhaSegment.ORDER) {
                sums[territories.vesselOf(segment).ordinal()] += segments[segment.ordinal()];
                total += segments[segment.ordinal()];
            }
        }
        Map<VesselTerritory, Double> shares = new EnumMap<>(VesselTerritory.class);
        for (VesselTerritory territory : VesselTerritory.ORDER) {
            shares.put(territory, total > 0 ? sums[territory.ordinal()] / total : 0);
        }
        return shares;
    }

    /** {@return {@link #territoryShares(AhaGeometry, TerritoryMap)} for the standard segments and territories} */
    public Map<VesselTerritory, Double> territoryShares() {
        return territoryShares(AhaGeometry.STANDARD, TerritoryMap.standard());
    }
}
