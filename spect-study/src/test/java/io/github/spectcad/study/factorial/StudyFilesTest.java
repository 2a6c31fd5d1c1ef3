package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Study files that people got wrong. */
class StudyFilesTest {
    private static Path file(String name) {
        try {
            return Path.of(
                    StudyFilesTest.class.getResource("configurations/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "accuracy.json | protocol.accuracy is \"binary\": must be one of BINARY, KERAS_COMPAT",
                "array.json | it is []: must be an object in { }",
                "backbone.json | 'resnet50'",
                "half.json | 'resnet50'",
                "bignum.json | protocol.epochs is 99999999999: must be a whole number of at most 2147483647",
                "dup.json | backbones are [cnn1, cnn1]: there must be at least one level, each different",
                "dupkey.json | the field 'seed' is given twice at line 2",
                "empty.json | backbones are []: there must be at least one level, each different",
                "empty0.json | it is empty",
                "float.json | protocol.epochs is 2.5: must be a whole number of at most 2147483647",
                "input.json | 'fusion'",
                "missing.json | seed is missing",
                "nan.json | it is not valid JSON at line 1",
                "negepochs.json | protocol: epochs is -3: must be at least 1",
                "negl2.json | protocol: l2 is -1.0: must be finite and at least 0",
                "nullname.json | name is missing",
                "pixels0.json | protocol: pixels is 0: must be from 1 to 2048",
                "pixels7.json | maps of 7 pixels are too small for cnn1",
                "pixelsbig.json | protocol: pixels is 100000: must be from 1 to 2048",
                "strategy.json | 'task-2'",
                "thr.json | protocol.pseudoLabels: there must be three thresholds, for LAD, RCA and LCX, got 2",
                "trunc.json | it ends too early at line 2",
                "unknownkey.json | unknown field 'epoch': known are name, backbones",
                "unknownprot.json | unknown field 'protocol.epochz': known are pixels, epochs",
                "wrongtype.json | protocol.epochs is \"six\": must be a whole number of at most 2147483647",
                "zeroepochs.json | protocol: epochs is 0: must be at least 1"
            })
    void wrongFileIsRefusedInPlainWords(String name, String message) {
        StudyFileException e = assertThrows(StudyFileException.class, () -> StudyConfiguration.read(file(name)));
        assertTrue(e.getMessage().startsWith(file(name) + " is no study configuration: "), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        for (String foreign : List.of("Exception", "jackson", "Feature", "java.", "io.github", "`", "\n")) {
            assertFalse(e.getMessage().substring(file(name).toString().length()).contains(foreign), e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bom.json", "htmlname.json", "strat5only.json"})
    void unusualFileIsRead(String name) throws IOException {
        StudyConfiguration study = StudyConfiguration.read(file(name));
        assertEquals(6, study.protocol().settings().epochs());
    }

    @Test
    void fileWithoutProtocolMeansTheRecommendedOne() throws IOException {
        assertEquals(
                Protocol.RECOMMENDED,
                StudyConfiguration.read(file("missingprot.json")).protocol());
    }

    @Test
    void nothingIsWrittenForAStudyThatCannotRun(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("out");
        StudyConfiguration unknown = SmallStudy.of(List.of("cnn1", "nobody:none"), List.of("task-1"), 1);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> StudyRunner.of(unknown, SmallStudy.COHORT, out).run(StudyListener.NONE))
                .getMessage();
        assertTrue(message.contains("nobody:none"), message);
        assertThrows(
                IllegalArgumentException.class,
                () -> StudyForecast.of(unknown, SmallStudy.COHORT, OptionalInt.empty()));
        assertFalse(Files.exists(out));
    }
}
