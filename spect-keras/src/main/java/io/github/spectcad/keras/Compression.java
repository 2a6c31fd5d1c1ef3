package io.github.spectcad.keras;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Checks that the chunks of a dataset expand to their extents and no further, before memory is allocated for them. What
 * h5py and h5repack compress with is read: shuffle, gzip, LZF and Fletcher's checksum, each at most once.
 */
final class Compression {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER = 3;
    private static final int LZF = 32000;
    private static final int CHECKSUM_BYTES = 4;
    private static final long SMALL = 1 << 20;

    private final ChunkedDataset dataset;
    private final int[] chunk;
    private final long bytes;

    private Compression(ChunkedDataset dataset) {
        this.dataset = dataset;
        this.chunk = dataset.getChunkDimensions();
        long size = dataset.getDataType().getSize();
        for (int extent : chunk) {
            size = Math.multiplyExact(size, extent);
        }
        this.bytes = size;
    }

    /** Throws an unchecked exception unless the dataset can be read within the memory that its extents need. */
    static void requireBounded(Dataset dataset) {
        if (dataset instanceof ChunkedDataset chunked) {
            new Compression(chunked).requireBounded();
        }
    }

    private void requireBounded() {
        if (bytes > Math.max(SMALL, 4 * dataset.getSizeInBytes())) {
            throw new IllegalStateException(dataset.getPath() + " has chunks of " + bytes + " bytes for "
                    + dataset.getSizeInBytes() + " bytes of values");
        }
        List<PipelineFilterWithData> filters = dataset.getFilters();
        long known = filters.stream()
                .mapToInt(PipelineFilterWithData::getId)
                .filter(id -> id == DEFLATE || id == SHUFFLE || id == FLETCHER || id == LZF)
                .distinct()
                .count();
        boolean deflated = filters.stream().anyMatch(f -> f.getId() == DEFLATE);
        boolean lzf = filters.stream().anyMatch(f -> f.getId() == LZF);
        if (known != filters.size() || (deflated && lzf)) {
            throw new IllegalStateException(dataset.getPath() + " is compressed with " + filters
                    + ": known are shuffle, gzip or LZF, and Fletcher's checksum. Write the file again with h5repack -f"
                    + " NONE");
        }
        for (PipelineFilterWithData filter : filters) {
            if (filter.getId() == LZF && (filter.getFilterData().length < 3 || filter.getFilterData()[2] > bytes)) {
                throw expands();
            }
        }
        if (deflated) {
            requireInflatedSize(0, new int[chunk.length]);
        }
    }

    /** All chunks whose offset is the given one up to an axis. */
    private void requireInflatedSize(int axis, int[] offset) {
        if (axis == chunk.length) {
            requireInflatedSize(dataset.getRawChunkBuffer(offset));
            return;
        }
        for (long at = 0; at < dataset.getDimensions()[axis]; at += chunk[axis]) {
            offset[axis] = Math.toIntExact(at);
            requireInflatedSize(axis + 1, offset);
        }
        offset[axis] = 0;
    }

    private void requireInflatedSize(ByteBuffer compressed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                if (inflater.inflate(buffer) == 0) {
                    throw new IllegalStateException(dataset.getPath() + " has a chunk that gzip cannot expand");
                }
                if (inflater.getBytesWritten() > bytes + CHECKSUM_BYTES) {
                    throw expands();
                }
            }
        } catch (DataFormatException e) {
            throw new IllegalStateException(dataset.getPath() + " has a chunk that gzip cannot expand", e);
        } finally {
            inflater.end();
        }
    }

    private IllegalStateException expands() {
        return new IllegalStateException(
                dataset.getPath() + " has a chunk that expands to more than its " + bytes + " bytes");
    }
}
