package io.github.spectcad.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the elements of a file (PS3.5 section 7, PS3.10 section 7). Values are views of the file's bytes; a length is
 * checked against what is left before anything is made of it.
 */
final class DicomParser {
    /** Elements and items in all; a study of 500 frames has a few thousand. */
    static final int MAXIMUM_ELEMENTS = 200_000;

    static final int MAXIMUM_DEPTH = 32;

    /** Bytes of a deflated data set. */
    private static final int MAXIMUM_INFLATED = 48 << 20;

    private static final int PREAMBLE = 128;
    private static final int UNDEFINED = -1;

    /** What a file holds. */
    record Content(TransferSyntax syntax, DicomDataset dataset) {}

    private final ByteBuffer in;
    private final boolean explicit;
    private final int[] elementsLeft;

    private DicomParser(ByteBuffer in, boolean explicit, int[] elementsLeft) {
        this.in = in;
        this.explicit = explicit;
        this.elementsLeft = elementsLeft;
    }

    static boolean isDicom(byte[] file) {
        return file.length >= PREAMBLE + 4
                && file[PREAMBLE] == 'D'
                && file[PREAMBLE + 1] == 'I'
                && file[PREAMBLE + 2] == 'C'
                && file[PREAMBLE + 3] == 'M';
    }

    static Content parse(byte[] file) throws DicomFormatException {
        if (!isDicom(file)) {
            throw new DicomFormatException("not a DICOM file: \"DICM\" is expected after a preamble of 128 bytes");
        }
        int[] elementsLeft = {MAXIMUM_ELEMENTS};
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(PREAMBLE + 4);
        DicomParser meta = new DicomParser(all, true, elementsLeft);
        List<DicomElement> header = new ArrayList<>();
        while (all.remaining() >= 8 && all.getShort(all.position()) == 2) {
            header.add(meta.element(0, StandardCharsets.ISO_8859_1));
        }
        String uid = DicomDataset.of(header, StandardCharsets.ISO_8859_1).first(DicomTag.TRANSFER_SYNTAX_UID);
        if (uid.isEmpty()) {
            throw new DicomFormatException("the file's header lacks " + DicomTag.text(DicomTag.TRANSFER_SYNTAX_UID));
        }
        TransferSyntax syntax = TransferSyntax.of(uid);
        ByteBuffer body = all.slice();
        if (syntax == TransferSyntax.DEFLATED) {
            body = inflated(body);
        }
        body.order(syntax == TransferSyntax.EXPLICIT_BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        DicomParser parser = new DicomParser(body, syntax.isExplicit() && beginsExplicit(body), elementsLeft);
        DicomDataset dataset = parser.dataset(body.limit(), 0, DicomText.charset(""), false);
        return new Content(syntax, dataset);
    }

    /** Whether a value representation follows the first tag: some software writes none in files of compressed pixels. */
    private static boolean beginsExplicit(ByteBuffer body) {
        return body.limit() < 6 || Vr.of("" + (char) body.get(4) + (char) body.get(5)) != null;
    }

    /** Inflates in two passes: the first only counts, so that what a small file declares is not allocated for it. */
    private static ByteBuffer inflated(ByteBuffer body) throws DicomFormatException {
        ByteBuffer content = ByteBuffer.allocate(inflate(body.duplicate(), ByteBuffer.allocate(1 << 16), true));
        inflate(body, content, false);
        return content.rewind();
    }

    private static int inflate(ByteBuffer body, ByteBuffer out, boolean counting) throws DicomFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(body);
            while (!inflater.finished()) {
                int count = inflater.inflate(counting ? out.clear() : out);
                if (count == 0 && !inflater.finished()) {
                    throw new DicomFormatException("the deflated data set is truncated");
                }
                if (inflater.getBytesWritten() > MAXIMUM_INFLATED) {
                    throw new DicomFormatException("the deflated data set holds more than " + MAXIMUM_INFLATED
                            + " bytes, the most that is read");
                }
            }
            return (int) inflater.getBytesWritten();
        } catch (DataFormatException e) {
            throw new DicomFormatException("the deflated data set is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    /** Elements up to a position, or to the delimiter of an item of undefined length. */
    private DicomDataset dataset(int end, int depth, Charset outer, boolean delimited) throws DicomFormatException {
        if (depth > MAXIMUM_DEPTH) {
            throw new DicomFormatException("sequences are nested more than " + MAXIMUM_DEPTH + " deep");
        }
        List<DicomElement> elements = new ArrayList<>();
        Charset charset = outer;
        while (in.position() < end) {
            requireLeft(8, "an element's header", end);
            if (delimited && peekTag() == DicomTag.ITEM_DELIMITER) {
                in.position(in.position() + 8);
                return DicomDataset.of(elements, outer);
            }
            DicomElement element = element(depth, charset);
            if (in.position() > end) {
                throw new DicomFormatException(DicomTag.text(element.tag()) + " is longer than what holds it");
            }
            elements.add(element);
            if (element.tag() == DicomTag.SPECIFIC_CHARACTER_SET) {
                charset = DicomDataset.of(elements, outer).charset();
            }
        }
        if (delimited) {
            throw new DicomFormatException("the file is truncated: the end of a sequence's item is missing");
        }
        return DicomDataset.of(elements, outer);
    }

    private int peekTag() {
        int at = in.position();
        return ((in.getShort(at) & 0xFFFF) << 16) | (in.getShort(at + 2) & 0xFFFF);
    }

    private int readTag() throws DicomFormatException {
        requireLeft(4, "a tag", in.limit());
        int tag = peekTag();
        in.position(in.position() + 4);
        return tag;
    }

    private void requireLeft(long bytes, String what, int end) throws DicomFormatException {
        if (bytes < 0 || bytes > end - in.position()) {
            throw new DicomFormatException("the file is truncated or damaged: " + what + " needs " + bytes
                    + " bytes at position " + in.position() + ", " + (end - in.position()) + " are left");
        }
    }

    private void countElement() throws DicomFormatException {
        if (--elementsLeft[0] < 0) {
            throw new DicomFormatException("the file has more than " + MAXIMUM_ELEMENTS + " elements");
        }
    }

    private DicomElement element(int depth, Charset charset) throws DicomFormatException {
        countElement();
        int tag = readTag();
        Vr vr = DicomDictionary.vr(tag);
        int length;
        if (explicit && DicomTag.group(tag) != 0xFFFE) {
            requireLeft(4, "a value representation", in.limit());
            String name = "" + (char) in.get() + (char) in.get();
            vr = Vr.of(name);
            if (vr == null) {
                throw new DicomFormatException(DicomTag.text(tag) + " has the value representation "
                        + DicomText.shown(name) + ", which does not exist: the file is damaged");
            }
            if (vr.hasLongLength()) {
                in.getShort();
                requireLeft(4, "a length", in.limit());
                length = in.getInt();
            } else {
                length = in.getShort() & 0xFFFF;
            }
        } else {
            requireLeft(4, "a length", in.limit());
            length = in.getInt();
        }
        if (tag == DicomTag.PIXEL_DATA && length == UNDEFINED) {
            return DicomElement.encapsulated(tag, vr == Vr.UN ? Vr.OB : vr, fragments());
        }
        if (vr == Vr.SQ) {
            return DicomElement.sequence(tag, items(tag, length, depth, charset));
        }
        if (length == UNDEFINED) {
            if (vr != Vr.UN) {
                throw new DicomFormatException(
                        DicomTag.text(tag) + " has an undefined length, which only sequences have");
            }
            // PS3.5 section 6.2.2: of unknown representation and undefined length is an implicit little-endian sequence
            ByteBuffer rest = in.slice().order(ByteOrder.LITTLE_ENDIAN);
            DicomParser implicit = new DicomParser(rest, false, elementsLeft);
            List<DicomDataset> items = implicit.items(tag, length, depth, charset);
            in.position(in.position() + rest.position());
            return DicomElement.sequence(tag, items);
        }
        requireLeft(Integer.toUnsignedLong(length), DicomTag.text(tag), in.limit());
        ByteBuffer value = in.slice(in.position(), length);
        in.position(in.position() + length);
        return DicomElement.of(tag, vr, in.order() == ByteOrder.BIG_ENDIAN ? swapped(value, vr.unit()) : value);
    }

    private static ByteBuffer swapped(ByteBuffer value, int unit) {
        if (unit == 1) {
            return value;
        }
        byte[] bytes = new byte[value.remaining()];
        int whole = bytes.length / unit * unit;
        for (int i = 0; i < bytes.length; i++) {
            int at = i < whole ? i / unit * unit + unit - 1 - i % unit : i;
            bytes[i] = value.get(at);
        }
        return ByteBuffer.wrap(bytes);
    }

    private List<DicomDataset> items(int tag, int length, int depth, Charset charset) throws DicomFormatException {
        boolean open = length == UNDEFINED;
        if (!open) {
            requireLeft(Integer.toUnsignedLong(length), DicomTag.text(tag), in.limit());
        }
        int end = open ? in.limit() : in.position() + length;
        List<DicomDataset> items = new ArrayList<>();
        while (in.position() < end) {
            countElement();
            requireLeft(8, "an item", end);
            int item = readTag();
            int itemLength = in.getInt();
            if (item == DicomTag.SEQUENCE_DELIMITER) {
                if (open) {
                    return items;
                }
                continue;
            }
            if (item != DicomTag.ITEM) {
                throw new DicomFormatException(
                        DicomTag.text(tag) + " holds " + DicomTag.text(item) + " where an item is expected");
            }
            if (itemLength == UNDEFINED) {
                items.add(dataset(end, depth + 1, charset, true));
            } else {
                requireLeft(Integer.toUnsignedLong(itemLength), "an item of " + DicomTag.text(tag), end);
                items.add(dataset(in.position() + itemLength, depth + 1, charset, false));
            }
        }
        if (open) {
            throw new DicomFormatException("the file is truncated: the end of " + DicomTag.text(tag) + " is missing");
        }
        return items;
    }

    private List<ByteBuffer> fragments() throws DicomFormatException {
        List<ByteBuffer> fragments = new ArrayList<>();
        while (true) {
            countElement();
            requireLeft(8, "a fragment of the pixels", in.limit());
            int item = readTag();
            int length = in.getInt();
            if (item == DicomTag.SEQUENCE_DELIMITER) {
                if (fragments.isEmpty()) {
                    throw new DicomFormatException("the compressed pixels lack their offset table");
                }
                return fragments;
            }
            if (item != DicomTag.ITEM) {
                throw new DicomFormatException(
                        "the compressed pixels hold " + DicomTag.text(item) + " where a fragment is expected");
            }
            requireLeft(Integer.toUnsignedLong(length), "a fragment of the pixels", in.limit());
            fragments.add(in.slice(in.position(), length).asReadOnlyBuffer());
            in.position(in.position() + length);
        }
    }
}
