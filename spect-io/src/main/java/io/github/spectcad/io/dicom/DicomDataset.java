package io.github.spectcad.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A data set: elements by tag, in ascending order of the tags as numbers without a sign. Immutable; texts are decoded by
 * its specific character set, or that of the data set around it.
 */
final class DicomDataset {
    static final DicomDataset EMPTY = new DicomDataset(newMap(), DicomText.charset(""));

    private final Map<Integer, DicomElement> elements;
    private final Charset charset;

    private DicomDataset(Map<Integer, DicomElement> elements, Charset charset) {
        this.elements = elements;
        this.charset = charset;
    }

    private static Map<Integer, DicomElement> newMap() {
        return new TreeMap<>(Integer::compareUnsigned);
    }

    /**
     * A data set.
     *
     * @param elements the elements in any order; of two with one tag the later counts
     * @param outer the character set of the data set around it
     */
    static DicomDataset of(Collection<DicomElement> elements, Charset outer) {
        Map<Integer, DicomElement> map = newMap();
        elements.forEach(element -> map.put(element.tag(), element));
        DicomElement own = map.get(DicomTag.SPECIFIC_CHARACTER_SET);
        Charset charset = own == null ? outer : DicomText.charset(ascii(own.value()));
        return new DicomDataset(Collections.unmodifiableMap(map), charset);
    }

    private static String ascii(ByteBuffer value) {
        return StandardCharsets.ISO_8859_1.decode(value).toString();
    }

    Collection<DicomElement> elements() {
        return elements.values();
    }

    Charset charset() {
        return charset;
    }

    boolean isEmpty() {
        return elements.isEmpty();
    }

    Optional<DicomElement> element(int tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    /** The whole text of an element without its padding; empty where it is absent. */
    String text(int tag) {
        DicomElement element = elements.get(tag);
        if (element == null || element.isSequence() || element.isEncapsulated()) {
            return "";
        }
        Charset set = element.vr().hasCharacterSet() ? charset : StandardCharsets.ISO_8859_1;
        String text = set.decode(element.value()).toString();
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == 0 || text.charAt(end - 1) == ' ')) {
            end--;
        }
        return text.substring(0, end);
    }

    /** The values of a text element, each without surrounding blanks; none where it is absent or empty. */
    List<String> texts(int tag) {
        String text = text(tag);
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        for (String value : text.split("\\\\", -1)) {
            values.add(value.strip());
        }
        return values;
    }

    /** The first value of a text element, or an empty text. */
    String first(int tag) {
        List<String> values = texts(tag);
        return values.isEmpty() ? "" : values.get(0);
    }

    /**
     * All whole numbers of an element of US, SS, UL, SL or IS.
     *
     * @throws DicomFormatException if it is of another kind or a text is no whole number
     */
    int[] integers(int tag) throws DicomFormatException {
        DicomElement element = elements.get(tag);
        if (element == null) {
            return new int[0];
        }
        ByteBuffer value = element.value();
        return switch (element.vr()) {
            case US, OW -> numbers(value, 2, v -> v.getShort() & 0xFFFF);
            case SS -> numbers(value, 2, ByteBuffer::getShort);
            case UL, SL -> numbers(value, 4, ByteBuffer::getInt);
            case IS -> parsed(tag);
            default ->
                throw new DicomFormatException(DicomTag.text(tag) + " has the value representation " + element.vr()
                        + ": a whole number is expected");
        };
    }

    private interface Reader {
        int read(ByteBuffer value);
    }

    private static int[] numbers(ByteBuffer value, int size, Reader reader) {
        int[] numbers = new int[value.remaining() / size];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = reader.read(value);
        }
        return numbers;
    }

    private int[] parsed(int tag) throws DicomFormatException {
        List<String> values = texts(tag);
        int[] numbers = new int[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Integer.parseInt(values.get(i));
            } catch (NumberFormatException e) {
                throw new DicomFormatException(
                        DicomTag.text(tag) + " is " + DicomText.shown(values.get(i)) + ": a whole number is expected",
                        e);
            }
        }
        return numbers;
    }

    /** The first whole number, if the element is there and not empty. */
    OptionalInt integer(int tag) throws DicomFormatException {
        int[] values = integers(tag);
        return values.length == 0 ? OptionalInt.empty() : OptionalInt.of(values[0]);
    }

    /**
     * The first decimal number of a DS element, if it is there and not empty.
     *
     * @throws DicomFormatException if it is no finite number
     */
    OptionalDouble decimal(int tag) throws DicomFormatException {
        String text = first(tag);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value) && !text.endsWith("d") && !text.endsWith("f")) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            throw new DicomFormatException(
                    DicomTag.text(tag) + " is " + DicomText.shown(text) + ": a decimal number is expected", e);
        }
        throw new DicomFormatException(
                DicomTag.text(tag) + " is " + DicomText.shown(text) + ": a finite decimal number is expected");
    }

    /** The items of a sequence; none where it is absent. */
    List<DicomDataset> items(int tag) {
        DicomElement element = elements.get(tag);
        return element == null ? List.of() : element.items();
    }

    /** A changed copy: the given elements replace those with their tags. */
    Builder toBuilder() {
        Builder builder = new Builder(charset);
        elements.values().forEach(builder::put);
        return builder;
    }

    /** A builder of a data set of plain ASCII texts. */
    static Builder builder() {
        return new Builder(StandardCharsets.ISO_8859_1);
    }

    /** A builder of a data set whose texts have a character set, which the caller states in it. */
    static Builder builder(Charset charset) {
        return new Builder(charset);
    }

    /** Collects elements. */
    static final class Builder {
        private final Map<Integer, DicomElement> elements = newMap();
        private final Charset charset;

        private Builder(Charset charset) {
            this.charset = charset;
        }

        Builder put(DicomElement element) {
            elements.put(element.tag(), element);
            return this;
        }

        Builder remove(int tag) {
            elements.remove(tag);
            return this;
        }

        /** A text of the dictionary's value representation; values that are too long for it are refused. */
        Builder text(int tag, String... values) {
            Vr vr = DicomDictionary.vr(tag);
            for (String value : values) {
                Objects.requireNonNull(value, "value");
                if (value.length() > vr.maximumLength() || (vr.isMultiple() && value.indexOf('\\') >= 0)) {
                    throw new IllegalArgumentException(DicomTag.text(tag) + " is " + DicomText.shown(value)
                            + ": at most " + vr.maximumLength() + " characters without a backslash are allowed");
                }
            }
            byte[] bytes = String.join("\\", values).getBytes(charset);
            int even = bytes.length + (bytes.length & 1);
            ByteBuffer padded = ByteBuffer.allocate(even).put(bytes);
            if (even > bytes.length) {
                padded.put(vr.padding());
            }
            return put(DicomElement.of(tag, vr, padded.flip()));
        }

        /** Numbers of US elements. */
        Builder unsignedShort(int tag, int... values) {
            ByteBuffer buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int value : values) {
                buffer.putShort((short) value);
            }
            return put(DicomElement.of(tag, Vr.US, buffer.flip()));
        }

        Builder bytes(int tag, Vr vr, byte[] value) {
            byte[] even = Arrays.copyOf(value, value.length + (value.length & 1));
            return put(DicomElement.of(tag, vr, ByteBuffer.wrap(even)));
        }

        Builder sequence(int tag, DicomDataset... items) {
            return put(DicomElement.sequence(tag, List.of(items)));
        }

        Builder sequence(int tag, List<DicomDataset> items) {
            return put(DicomElement.sequence(tag, items));
        }

        DicomDataset build() {
            return DicomDataset.of(elements.values(), charset);
        }
    }
}
