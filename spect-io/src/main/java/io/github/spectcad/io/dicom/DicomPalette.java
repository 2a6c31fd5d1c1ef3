package io.github.spectcad.io.dicom;

import java.nio.ByteBuffer;

/** A palette of a PALETTE COLOR image or of a colour palette file (PS3.3 C.7.6.3.1.5 and C.7.9). */
final class DicomPalette {
    private static final int MAXIMUM_ENTRIES = 1 << 16;

    private final int first;
    private final int[] colours;

    /** Colours are 0xRRGGBB of each entry. */
    private DicomPalette(int first, int[] colours) {
        this.first = first;
        this.colours = colours;
    }

    static DicomPalette of(DicomDataset dataset) throws DicomFormatException {
        int[] descriptor = dataset.integers(DicomTag.RED_PALETTE_DESCRIPTOR);
        if (descriptor.length != 3 || (descriptor[2] != 8 && descriptor[2] != 16)) {
            throw new DicomFormatException(DicomTag.text(DicomTag.RED_PALETTE_DESCRIPTOR)
                    + " is missing or damaged: the number of entries, the first and 8 or 16 bits are expected");
        }
        int entries = (descriptor[0] & 0xFFFF) == 0 ? MAXIMUM_ENTRIES : descriptor[0] & 0xFFFF;
        int[] colours = new int[entries];
        for (int channel = 0; channel < 3; channel++) {
            int tag = DicomTag.RED_PALETTE_DATA + channel;
            DicomElement plain = dataset.element(tag).orElse(null);
            DicomElement segmented = dataset.element(DicomTag.SEGMENTED_RED_PALETTE_DATA + channel)
                    .orElse(null);
            if (plain == null && segmented == null) {
                throw new DicomFormatException(
                        DicomTag.text(tag) + " is missing: the colours cannot be read without it");
            }
            int[] channelEntries = plain != null
                    ? entries(plain.value(), entries, descriptor[2], tag)
                    : new SegmentedPalette(segmented.value(), descriptor[2], entries).expand();
            for (int i = 0; i < entries; i++) {
                colours[i] = (colours[i] << 8) | (channelEntries[i] >>> (descriptor[2] - 8));
            }
        }
        return new DicomPalette((short) descriptor[1], colours);
    }

    /** Entries of 8 bits are packed in bytes, by some software in words. */
    private static int[] entries(ByteBuffer value, int count, int bits, int tag) throws DicomFormatException {
        boolean words = bits == 16 || value.remaining() >= 2 * count;
        if (value.remaining() < (words ? 2 * count : count)) {
            throw new DicomFormatException(
                    DicomTag.text(tag) + " has " + value.remaining() + " bytes: too few for " + count + " entries");
        }
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] =
                    words ? value.getShort(2 * i + value.position()) & 0xFFFF : value.get(i + value.position()) & 0xFF;
        }
        return entries;
    }

    /** Colours in 8 bits: 0xRRGGBB of the entry of a stored value; values outside take the nearest entry. */
    int rgb(int stored) {
        return colours[Math.max(0, Math.min(colours.length - 1, stored - first))];
    }
}
