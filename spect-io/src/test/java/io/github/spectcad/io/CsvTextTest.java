package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTextTest {
    @TempDir
    private Path folder;

    private CsvText read(byte... bytes) throws IOException {
        return CsvText.read(Files.write(folder.resolve("a.csv"), bytes));
    }

    private CsvText read(String latin1) throws IOException {
        return read(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aMarkAloneIsAnEmptyText() throws IOException {
        assertEquals("", read("\u00FF\u00FE").text());
        assertEquals("", read("\u00FE\u00FF").text());
        assertEquals("", read("\u00EF\u00BB\u00BF").text());
        assertEquals("", read("").text());
    }

    @Test
    void theFirstOrSecondHalfOfAMarkIsALetterOfWindows1252() throws IOException {
        for (String text : new String[] {"\u00FF", "\u00FE", "\u00FFa", "\u00FEa", "a\u00FE", "a\u00FF"}) {
            assertEquals(text, read(text).text());
        }
    }

    @Test
    void utf16WithoutAMarkShowsItselfByMoreThanAQuarterOfZeroBytesInOneHalf() throws IOException {
        assertEquals("ab", read("a\0b\0").text());
        assertEquals("ab", read("\0a\0b").text());
        assertEquals("a\u6261c", read("a\0abc\0").text());
        assertEquals("a\u6162c", read("\0aab\0c").text());
        for (String notText : new String[] {"a\0bc", "\0abc", "\0\0ab", "a\0b\0c\0\0\0", "\0a\0b\0\0", "\0abcdefgh"}) {
            assertTrue(assertThrows(CsvFormatException.class, () -> read(notText))
                    .getMessage()
                    .contains("zero bytes"));
        }
    }

    @Test
    void theBeginningDecidesAboutTheEncoding() throws IOException {
        String begin = "a\0".repeat(500);
        assertEquals("a".repeat(500) + "\u6161", read(begin + "aa").text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {"','!','", "';'!';'", "'|'!'|'"})
    void aLineMayNameTheSeparator(String named, char separator) throws IOException {
        CsvText text = read("sep=" + named + "\na;b,c|d\n");
        assertEquals(separator, text.separator());
        assertEquals("a;b,c|d\n", text.text());
        assertEquals(2, text.firstLine());
    }

    @Test
    void anotherSeparatorIsRefused() {
        assertTrue(assertThrows(CsvFormatException.class, () -> read("sep=:\na:b\n"))
                .getMessage()
                .contains("names ':' as separator"));
    }

    @Test
    void withoutSuchALineTheMostFrequentOfTheFirstLineOutsideQuotesSeparates() throws IOException {
        assertEquals(',', read("a\n;;;").separator());
        assertEquals(';', read("a;b;c,d\n,,,,").separator());
        assertEquals(';', read("\n \na;b\n,,,,").separator());
        assertEquals(';', read("\"a,b,\n,c\";d\n,,,,").separator());
        assertEquals('|', read("a|b\r,,,,").separator());
        assertEquals('\t', read("a\tb|c\td").separator());
        assertEquals(',', read("a,b;c").separator());
        assertEquals(1, read("a,b").firstLine());
    }

    @Test
    void aFolderAndAMissingFileAreNamed() {
        assertTrue(assertThrows(CsvFormatException.class, () -> CsvText.read(folder))
                .getMessage()
                .contains("not a file"));
        assertTrue(assertThrows(CsvFormatException.class, () -> CsvText.read(folder.resolve("none")))
                .getMessage()
                .contains("does not exist"));
    }
}
