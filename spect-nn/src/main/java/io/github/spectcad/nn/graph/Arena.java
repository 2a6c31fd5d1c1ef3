package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.kernel.Views;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Places blocks of memory of known size and life time in one array, so that blocks whose lives overlap never share memory
 * and others do: greedy by size, each at the lowest place that is free during its life (Pisarchyk and Lee 2020,
 * arXiv:2001.03288).
 */
final class Arena implements AutoCloseable {
    /** Elements between possible starts of a block: one cache line of floats. */
    private static final int ALIGNMENT = 16;

    private final List<Block> blocks = new ArrayList<>();
    private INDArray memory;

    /** A block of memory needed from one time to another, both included. */
    static final class Block {
        private final long size;
        private int birth;
        private int death;
        private long offset = -1;

        private Block(long size, int time) {
            this.size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            this.birth = time;
            this.death = time;
        }

        /** Extends the life to include the given time. */
        void include(int time) {
            birth = Math.min(birth, time);
            death = Math.max(death, time);
        }

        private boolean overlaps(Block other) {
            return birth <= other.death && other.birth <= death;
        }
    }

    Block block(long size, int time) {
        Block block = new Block(size, time);
        blocks.add(block);
        return block;
    }

    /** Places all blocks and allocates the memory. */
    void allocate(DataType type) {
        memory = Nd4j.createUninitialized(type, Math.max(ALIGNMENT, place()));
    }

    private long place() {
        List<Block> placed = new ArrayList<>();
        long end = 0;
        List<Block> bySize = new ArrayList<>(blocks);
        bySize.sort(Comparator.comparingLong((Block b) -> b.size).reversed());
        for (Block block : bySize) {
            long offset = 0;
            for (Block other : placed) { // in the order of their offsets
                if (other.overlaps(block)) {
                    if (other.offset - offset >= block.size) {
                        break;
                    }
                    offset = Math.max(offset, other.offset + other.size);
                }
            }
            block.offset = offset;
            int index = 0;
            while (index < placed.size() && placed.get(index).offset <= offset) {
                index++;
            }
            placed.add(index, block);
            end = Math.max(end, offset + block.size);
        }
        return end;
    }

    /** An array in a block, from a place counted from the block's start. */
    INDArray view(Block block, long from, long[] dimensions) {
        return Views.of(memory, block.offset + from, dimensions);
    }

    /** Elements allocated. */
    long size() {
        return memory.length();
    }

    @Override
    public void close() {
        memory.close();
    }
}
