package io.github.spectcad.nn.model;

import io.github.spectcad.nn.model.ModelFileException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The list of entries of a {@link FloatArchive}, checked by names and declared sizes; nothing is unpacked for it. */
final class ArchiveEntries {
    /** How many times the file's size its entries may have, unpacked. Weights in use compress to about nine tenths. */
    static final int MAX_EXPANSION = 20;

    private static final int MAX_NAME_LENGTH = 2000;
    private static final long SMALL_ARCHIVE = 1 << 20;

    private ArchiveEntries() {}

    /**
     * Lists the entries, but those of folders.
     *
     * @throws ModelFileException if one must not be there, is there twice, is missing, or is too large as declared
     */
    static Map<String, ZipEntry> of(Path file, String documentName, FloatArchive.Limits limits, ZipFile zip)
            throws IOException {
        if (zip.size() > limits.entries()) {
            throw new ModelFileException(
                    Reason.TOO_LARGE, file, "has " + zip.size() + " entries: allowed are " + limits.entries());
        }
        Map<String, ZipEntry> found = new LinkedHashMap<>();
        long unpacked = 0;
        for (ZipEntry entry : list(file, zip)) {
            String name = entry.getName();
            if (!isSafe(entry.isDirectory() ? name.substring(0, name.length() - 1) : name)) {
                throw new ModelFileException(
                        Reason.UNSAFE_NAME,
                        file,
                        "entry name '" + (name.length() > 100 ? name.substring(0, 100) + "..." : name)
                                + "' could lie outside the archive or is not portable");
            }
            if (entry.isDirectory() && entry.getSize() == 0) {
                continue;
            }
            check(file, entry, name.equals(documentName) || name.equals(FloatArchive.CHECKSUMS), limits);
            unpacked += entry.getSize();
            if (found.put(name, entry) != null) {
                throw new ModelFileException(Reason.DUPLICATE_ENTRY, file, "entry '" + name + "' occurs twice");
            }
        }
        for (String name : new String[] {documentName, FloatArchive.CHECKSUMS}) {
            if (!found.containsKey(name)) {
                throw new ModelFileException(Reason.MISSING_ENTRY, file, "entry '" + name + "' is missing");
            }
        }
        long packed = Files.size(file);
        if (unpacked > SMALL_ARCHIVE + MAX_EXPANSION * packed) {
            throw new ModelFileException(
                    Reason.TOO_LARGE,
                    file,
                    "declares " + unpacked + " bytes in a file of " + packed + ": allowed are " + MAX_EXPANSION
                            + " times the file");
        }
        return found;
    }

    private static List<? extends ZipEntry> list(Path file, ZipFile zip) throws ModelFileException {
        try {
            return zip.stream().toList();
        } catch (IllegalArgumentException e) { // a name or a comment that is not in UTF-8
            throw unreadable(file, e);
        }
    }

    private static void check(Path file, ZipEntry entry, boolean text, FloatArchive.Limits limits)
            throws ModelFileException {
        String name = entry.getName();
        if (!text && !name.endsWith(FloatArchive.SUFFIX)) {
            throw new ModelFileException(Reason.EXTRA_ENTRY, file, "entry '" + name + "' does not belong there");
        }
        long limit = text ? limits.textBytes() : limits.arrayBytes();
        if (entry.getSize() < 0 || entry.getSize() > limit) {
            throw new ModelFileException(
                    Reason.TOO_LARGE,
                    file,
                    "entry '" + name + "' declares " + entry.getSize() + " bytes: allowed are " + limit);
        }
    }

    /** Checks a name that is to be written. */
    static String requireSafe(String name) {
        if (!isSafe(name)) {
            throw new IllegalArgumentException("entry name '" + name + "' must be parts of letters, digits and _.:+%- "
                    + "joined by '/', none of which begins with '.', '/' or is empty, and of at most " + MAX_NAME_LENGTH
                    + " characters");
        }
        return name;
    }

    /** Whether a name lies within the archive, on every file system. A loop: names are as long as an attacker likes. */
    private static boolean isSafe(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || name.endsWith("/")) {
            return false;
        }
        char before = '/';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean first = before == '/';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "_:+%-".indexOf(c) < 0 && (first || (c != '.' && c != '/'))) {
                return false;
            }
            before = c;
        }
        return true;
    }

    /** Why the zip file cannot be read at all, from what Java says of it. */
    static ModelFileException unreadable(Path file, Exception cause) {
        String said = String.valueOf(cause.getMessage());
        if (said.contains("encrypted")) {
            return new ModelFileException(
                    Reason.UNSUPPORTED_ZIP, file, "is encrypted: save it without a password", cause);
        }
        if (said.contains("compression method")) {
            return new ModelFileException(
                    Reason.UNSUPPORTED_ZIP,
                    file,
                    "is compressed by a method that is not supported (" + said + "): store its entries, or use deflate",
                    cause);
        }
        return new ModelFileException(
                Reason.TRUNCATED, file, "is cut off or its zip directory is damaged (" + said + ")", cause);
    }
}
