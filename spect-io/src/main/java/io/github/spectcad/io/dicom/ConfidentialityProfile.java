package io.github.spectcad.io.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The actions of PS3.15 table E.1-1, in the strictest form that keeps a file valid without knowing its object's rules. */
final class ConfidentialityProfile {
    /** What happens to an element. */
    enum Action {
        /** Not named by the profile. */
        KEEP,
        REMOVE,
        EMPTY,
        DUMMY,
        NEW_UID
    }

    private record Entry(Action action, String retainedBy) {}

    private static final Map<Integer, Entry> ENTRIES = read();

    private ConfidentialityProfile() {}

    private static Map<Integer, Entry> read() {
        Map<Integer, Entry> entries = new HashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(
                        ConfidentialityProfile.class.getResourceAsStream("confidentiality.txt"), "confidentiality.txt"),
                StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(" ", 3);
                if (!line.startsWith("#")) {
                    entries.put(Integer.parseUnsignedInt(cells[0], 16), new Entry(action(cells[1]), cells[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** Where the table leaves a choice by the element's type, the one that is valid for every type. */
    private static Action action(String letters) {
        return switch (letters) {
            case "X" -> Action.REMOVE;
            case "Z", "X/Z" -> Action.EMPTY;
            case "D", "X/D", "Z/D", "X/Z/D" -> Action.DUMMY;
            case "U", "X/Z/U" -> Action.NEW_UID;
            default -> throw new IllegalStateException("action " + letters);
        };
    }

    static Action action(int tag) {
        Entry entry = ENTRIES.get(tag);
        return entry == null ? Action.KEEP : entry.action();
    }

    /** Whether an option named by its letter in the file retains an element. */
    static boolean isRetainedBy(int tag, char option) {
        Entry entry = ENTRIES.get(tag);
        return entry != null && entry.retainedBy().indexOf(option) >= 0;
    }
}
