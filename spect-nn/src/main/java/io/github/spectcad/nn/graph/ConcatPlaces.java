package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.layer.Concat;
import java.util.List;

/**
 * Where values lie that are joined along the channels: in inference of one sample each is computed in its place within the
 * joined value, so that {@link Concat} has nothing to copy. Joined values may be parts of others, as in DenseNet.
 */
final class ConcatPlaces {
    private final int[] whole; // the value that a value is a part of, at last; itself if of none
    private final long[] offset;
    private final boolean[] joined;

    private ConcatPlaces(int values) {
        whole = new int[values];
        for (int i = 0; i < values; i++) {
            whole[i] = i;
        }
        offset = new long[values];
        joined = new boolean[values];
    }

    /** Nothing is joined in place. */
    static ConcatPlaces none(Topology topology) {
        return new ConcatPlaces(topology.shapes().size());
    }

    /** The places in inference of one sample. */
    static ConcatPlaces of(Topology topology) {
        ConcatPlaces places = none(topology);
        for (int i = topology.nodes().size() - 1; i >= 0; i--) { // wholes before their parts
            Node node = topology.nodes().get(i);
            if (node.layer() instanceof Concat
                    && topology.shapes().get(node.output()).copies() == 1) {
                places.join(topology, node.inputs(), node.output());
            }
        }
        return places;
    }

    private void join(Topology topology, List<Integer> parts, int output) {
        long at = offset[output];
        joined[whole[output]] = true;
        joined[output] = true;
        for (int part : parts) {
            if (!topology.isInput(part) && !joined[part]) {
                whole[part] = whole[output];
                offset[part] = at;
                joined[part] = true;
            }
            at += topology.shapes().get(part).size();
        }
    }

    /** The value in whose memory a value lies. */
    int whole(int value) {
        return whole[value];
    }

    /** Where a value starts in the memory of its whole. */
    long offset(int value) {
        return offset[value];
    }

    /** Whether a value shares memory with others it is joined with. */
    boolean isJoined(int value) {
        return joined[value];
    }
}
