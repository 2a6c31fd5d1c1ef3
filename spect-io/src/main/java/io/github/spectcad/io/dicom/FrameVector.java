package io.github.spectcad.io.dicom;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One of the indexes that say what each frame of a nuclear medicine file is (PS3.3 C.8.4.8).
 *
 * @param name keyword of the index, for instance {@code SliceVector} or {@code AngularViewVector}
 * @param values its value at each frame, from 1
 * @since 0.1.0
 */
public record FrameVector(String name, List<Integer> values) {
    /** Keeps a copy. */
    public FrameVector {
        values = List.copyOf(values);
    }

    /** The vectors that the frame increment pointer names; a vector whose length is not the number of frames is refused. */
    static List<FrameVector> of(DicomDataset dataset) throws DicomFormatException {
        List<FrameVector> vectors = new ArrayList<>();
        DicomElement pointer = dataset.element(DicomTag.FRAME_INCREMENT_POINTER).orElse(null);
        if (pointer == null || (pointer.vr() != Vr.AT && pointer.vr() != Vr.UN)) {
            return vectors;
        }
        int frames = dataset.integer(DicomTag.NUMBER_OF_FRAMES).orElse(1);
        ByteBuffer tags = pointer.value();
        while (tags.remaining() >= 4) {
            int tag = ((tags.getShort() & 0xFFFF) << 16) | (tags.getShort() & 0xFFFF);
            if (DicomTag.group(tag) == 0x0054 && dataset.element(tag).isPresent()) {
                int[] values = dataset.integers(tag);
                if (values.length != frames) {
                    throw new DicomFormatException(DicomTag.text(tag) + " has " + values.length + " values for "
                            + frames + " frames: one a frame is expected");
                }
                vectors.add(new FrameVector(
                        DicomDictionary.keyword(tag),
                        Arrays.stream(values).boxed().toList()));
            }
        }
        return vectors;
    }
}
