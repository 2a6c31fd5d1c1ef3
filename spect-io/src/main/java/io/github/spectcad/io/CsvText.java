package io.github.spectcad.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a CSV file and the character between its cells, as people's programs write them.
 *
 * <p>Encodings: UTF-8 and UTF-16 with or without a byte order mark; bytes that are not UTF-8 are taken for Windows-1252,
 * which holds Latin-1. Separators: comma, semicolon, tab and vertical bar, told by a line {@code sep=;} at the start or by
 * which is most frequent in the header outside quotes.
 *
 * @param text the text, without byte order mark and {@code sep=} line
 * @param separator the character between cells
 * @param firstLine the line of the file in which the text begins, 1 or 2
 */
record CsvText(String text, char separator, int firstLine) {
    private static final String SEPARATORS = ",;\t|";
    /** As spreadsheets write it: in any case, perhaps in quotes, perhaps filled up with separators. */
    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("(?i)\\A\"?sep=([^\r\n])\"?[,;\t| ]*(\r\n|\r|\n|\\z)");

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int SNIFFED = 1000;

    static CsvText read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw CsvFormatException.ofFile(file, "the file does not exist");
        }
        if (!Files.isRegularFile(file)) {
            throw CsvFormatException.ofFile(file, "not a file");
        }
        if (Files.size(file) > CsvTable.MAXIMUM_BYTES) {
            throw CsvFormatException.ofFile(
                    file,
                    "the file has " + Files.size(file) + " bytes: at most " + CsvTable.MAXIMUM_BYTES + " are read");
        }
        String text = decoded(Files.readAllBytes(file));
        if (text.indexOf('\0') >= 0) {
            throw CsvFormatException.ofFile(file, "the file holds zero bytes: it is not text");
        }
        Matcher named = SEPARATOR_LINE.matcher(text);
        if (!named.find()) {
            return new CsvText(text, separator(text), 1);
        }
        char separator = named.group(1).charAt(0);
        if (SEPARATORS.indexOf(separator) < 0) {
            throw CsvFormatException.ofFile(
                    file,
                    "the first line names " + Shown.cell(named.group(1))
                            + " as separator: comma, semicolon, tab and vertical bar are read");
        }
        return new CsvText(text.substring(named.end()), separator, 2);
    }

    private static String decoded(byte[] bytes) {
        String text = decoded(bytes, charset(bytes));
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static String decoded(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(
                    bytes, charset.equals(StandardCharsets.UTF_8) ? Charset.forName("windows-1252") : charset);
        }
    }

    /** UTF-16 shows itself by its mark or, in text of mostly Latin letters, by its zero bytes. */
    private static Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        int even = 0;
        int odd = 0;
        int looked = Math.min(bytes.length, SNIFFED);
        for (int i = 0; i < looked; i++) {
            if (bytes[i] == 0) {
                even += i % 2 == 0 ? 1 : 0;
                odd += i % 2 == 1 ? 1 : 0;
            }
        }
        if (odd * 4 > looked && even == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return even * 4 > looked && odd == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private static char separator(String text) {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        boolean seen = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                if (seen) {
                    break;
                }
            } else if (!quoted && SEPARATORS.indexOf(c) >= 0) {
                counts[SEPARATORS.indexOf(c)]++;
            }
            seen |= !Character.isWhitespace(c);
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return SEPARATORS.charAt(best);
    }
}
