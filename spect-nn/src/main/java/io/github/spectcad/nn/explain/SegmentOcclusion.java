package io.github.spectcad.nn.explain;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.SegmentGrid;

/**
 * By how much the logit falls when one of the 17 segments of one map gets the mean uptake of the rest of that map,
 * {@code occlusion-segments}; see {@link PatchOcclusion} for what is shared.
 *
 * <p>US patent 12,575,801 B2 claims a map of scores for each segment from polar maps: whoever uses this method for more than
 * research has to clear that.
 *
 * @since 0.1.0
 */
public final class SegmentOcclusion extends Occlusion {
    /** For the service loader. */
    public SegmentOcclusion() {}

    @Override
    public String id() {
        return "occlusion-segments";
    }

    @Override
    int[] parts(int pixels) {
        SegmentGrid grid = AhaGeometry.STANDARD.grid(pixels, Disc.inscribed(pixels));
        int[] parts = new int[pixels * pixels];
        for (int i = 0; i < parts.length; i++) {
            int segment = grid.indexAt(i / pixels, i % pixels);
            parts[i] = segment < 0 ? OUTSIDE : segment;
        }
        return parts;
    }
}
