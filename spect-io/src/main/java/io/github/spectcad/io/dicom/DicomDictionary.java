package io.github.spectcad.io.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The data dictionary of PS3.6: value representation and keyword of each standard element. */
final class DicomDictionary {
    private record Entry(Vr vr, String keyword) {}

    private static final Map<Integer, Entry> ENTRIES = read();

    private DicomDictionary() {}

    private static Map<Integer, Entry> read() {
        Map<Integer, Entry> entries = new HashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DicomDictionary.class.getResourceAsStream("dictionary.txt"), "dictionary.txt"),
                StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(" ", 3);
                if (!line.startsWith("#")) {
                    // repeating groups are found by their first member, see find
                    int tag = Integer.parseUnsignedInt(cells[0].replace('X', '0'), 16);
                    entries.putIfAbsent(tag, new Entry(Vr.valueOf(cells[1]), cells[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    private static Entry find(int tag) {
        int group = tag >>> 16;
        boolean repeating = group >>> 8 == 0x50 || group >>> 8 == 0x60;
        return ENTRIES.get(repeating ? tag & 0xFF00FFFF : tag);
    }

    /**
     * The value representation of an element whose file does not say it.
     *
     * @param tag the tag
     * @return its value representation; {@code LO} for private creators, {@code UL} for group lengths, {@code UN} for
     *     unknown elements
     */
    static Vr vr(int tag) {
        if ((tag & 0xFFFF) == 0) {
            return Vr.UL;
        }
        if (DicomTag.isPrivate(tag)) {
            return (tag & 0xFFFF) >= 0x10 && (tag & 0xFFFF) <= 0xFF ? Vr.LO : Vr.UN;
        }
        Entry entry = find(tag);
        return entry == null ? Vr.UN : entry.vr();
    }

    /** The keyword of a standard element, or an empty text. */
    static String keyword(int tag) {
        Entry entry = DicomTag.isPrivate(tag) ? null : find(tag);
        return entry == null ? "" : entry.keyword();
    }
}
