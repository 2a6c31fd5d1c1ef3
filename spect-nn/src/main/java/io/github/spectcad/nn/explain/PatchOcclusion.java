package io.github.spectcad.nn.explain;

import io.github.spectcad.core.Disc;

/**
 * By how much the logit falls when a square of one map gets the mean uptake of the rest of that map,
 * {@code occlusion-patches}: 12 squares to a side, without overlap, cut to the disc. Parts whose own uptake speaks for
 * disease, such as perfusion defects, are bright. Rest and stress are occluded one after the other. A part's fall is
 * divided by its number of pixels, so that parts of different size compare. Takes one forward pass for each part of each
 * map: about 110 for a map.
 *
 * <p>Zeiler, Fergus: Visualizing and understanding convolutional networks. ECCV 2014,
 * <a href="https://doi.org/10.1007/978-3-319-10590-1_53">doi:10.1007/978-3-319-10590-1_53</a>, who paint parts grey.
 *
 * @since 0.1.0
 */
public final class PatchOcclusion extends Occlusion {
    private static final int SQUARES = 12;

    /** For the service loader. */
    public PatchOcclusion() {}

    @Override
    public String id() {
        return "occlusion-patches";
    }

    @Override
    int[] parts(int pixels) {
        Disc disc = Disc.inscribed(pixels);
        int[] parts = new int[pixels * pixels];
        for (int i = 0; i < parts.length; i++) {
            int row = i / pixels;
            int column = i % pixels;
            parts[i] = disc.relativeRadius(column, row) > 1
                    ? OUTSIDE
                    : (row * SQUARES / pixels) * SQUARES + column * SQUARES / pixels;
        }
        return parts;
    }
}
