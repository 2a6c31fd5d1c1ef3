package io.github.spectcad.io.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Text values: character sets (PS3.3 C.12.1.1.2) and how a foreign value is shown in a message. */
final class DicomText {
    private static final int SHOWN = 40;

    private static final Map<String, String> CHARACTER_SETS = Map.ofEntries(
            Map.entry("ISO_IR 6", "US-ASCII"),
            Map.entry("ISO_IR 100", "ISO-8859-1"),
            Map.entry("ISO_IR 101", "ISO-8859-2"),
            Map.entry("ISO_IR 109", "ISO-8859-3"),
            Map.entry("ISO_IR 110", "ISO-8859-4"),
            Map.entry("ISO_IR 144", "ISO-8859-5"),
            Map.entry("ISO_IR 127", "ISO-8859-6"),
            Map.entry("ISO_IR 126", "ISO-8859-7"),
            Map.entry("ISO_IR 138", "ISO-8859-8"),
            Map.entry("ISO_IR 148", "ISO-8859-9"),
            Map.entry("ISO_IR 203", "ISO-8859-15"),
            Map.entry("ISO_IR 13", "JIS_X0201"),
            Map.entry("ISO_IR 166", "TIS-620"),
            Map.entry("ISO_IR 192", "UTF-8"),
            Map.entry("GB18030", "GB18030"),
            Map.entry("GBK", "GBK"),
            Map.entry("ISO 2022 IR 87", "ISO-2022-JP"),
            Map.entry("ISO 2022 IR 159", "ISO-2022-JP-2"),
            Map.entry("ISO 2022 IR 149", "EUC-KR"),
            Map.entry("ISO 2022 IR 58", "GB2312"));

    private DicomText() {}

    /**
     * The character set of a data set. Code extensions are decoded where one of Java's character sets covers them,
     * otherwise as ISO-8859-1, which loses no byte.
     *
     * @param specificCharacterSet values of Specific Character Set, separated by backslashes; empty for the default
     */
    static Charset charset(String specificCharacterSet) {
        Charset first = StandardCharsets.ISO_8859_1;
        for (String value : specificCharacterSet.split("\\\\", -1)) {
            String term = value.strip();
            String name = CHARACTER_SETS.get(term);
            if (name == null && term.startsWith("ISO 2022 IR ")) {
                name = CHARACTER_SETS.get("ISO_IR " + term.substring("ISO 2022 IR ".length()));
            }
            if (name != null && Charset.isSupported(name)) {
                first = Charset.forName(name);
            }
        }
        return first.equals(StandardCharsets.US_ASCII) ? StandardCharsets.ISO_8859_1 : first;
    }

    /** A foreign value for a message: short, and without characters that change how a terminal or log shows it. */
    static String shown(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(value.length(), SHOWN); i++) {
            char c = value.charAt(i);
            text.append(c >= ' ' && c < 0x7F ? c : '?');
        }
        return text.append(value.length() > SHOWN ? "...\"" : "\"").toString();
    }
}
