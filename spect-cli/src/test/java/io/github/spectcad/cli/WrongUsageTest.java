package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong usage ends with 2, prints nothing on standard output, and names what is wrong in its last line. */
class WrongUsageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                    | a command is missing
            diagnose                                                              | diagnose
            study                                                                 | a command of study is missing
            list                                                                  | a command of list is missing
            stats                                                                 | a command of stats is missing
            train                                                                 | --cohort
            train --cohort c --backbone cnn1 --input rest --strategy task-1 --out m --epochs 0 | epochs is 0
            train --cohort c --backbone cnn1 --input rest --strategy task-1 --out m --l2 -1 | l2 is -1
            train --cohort c --backbone cnn1 --input rest --strategy task-1 --out m --log ./m | --log
            import --in a.png --out o.png --pixels 0                              | 0
            import --in a.png --out o.png --disc 1,2                              | --disc
            import --in a.png --out o.png --disc 1,2,-3                           | -3
            pretrain --backbone cnn1 --input rest --out m --epochs 0              | epochs
            pretrain --backbone cnn3 --input rest --out m                         | cnn3
            pretrain --backbone cnn1 --input rest --out m --pixels -1             | pixels
            phantom --out x --patients 5                                          | at least 20
            phantom --out x --pixels 0                                            | --pixels is 0
            predict --model m.zip                                                 | --cohort
            predict --model m.zip --cohort c.csv                                  | --out
            predict --model m.zip --rest a.png --age -3                           | age
            predict --model m.zip --rest a.png --weight NaN                       | weight
            explain --model m.zip --out x.png                                     | --rest
            explain --model m.zip --out x.png --rest a.png --method none          | none
            explain --model m.zip --out x.png --cohort c.csv                      | --patient
            explain --model m.zip --out x.png --rest a.png --cohort c --patient p | either
            import-keras --in k.h5 --backbone cnn3 --input rest --out m.zip       | cnn3
            import-keras --in k.h5 --backbone cnn1 --input rest --out m.zip --head a,b | three dense layers
            evaluate --predictions p --cohort c --reference xx                    | xx
            evaluate --predictions p --cohort c --reference er --thresholds 2     | 2.0
            evaluate --predictions p --cohort c --reference er --thresholds .1,.2 | one or three
            evaluate --predictions p --cohort c --reference er --youden --thresholds .1 | --youden
            compare --predictions p --cohort c --reference er --resamples 9       | at least 100
            study run --config c --out o --workers 0                              | --workers is 0
            study run --config c --out o --budget 0                               | --budget is 0
            study run --config c --out o --budget NaN                             | --budget is NaN
            study run --config c --out o --executor none                          | --executor is
            study run --config c --out o --master spark://h:1                     | --master
            study report hdfs://h/s                                               | --out
            study forecast --config c --executors 0                               | --executors is 0
            study forecast --config c --workers -1                                | --workers is -1
            bench --backbone cnn3                                                 | cnn3
            bench --backbone cnn1 --input none                                    | none
            bench --backbone cnn1 --batch 0                                       | --batch is 0
            bench --backbone cnn1 --pixels 3                                      | pixels
            serve --cohort c.csv --readings r                                     | --reader
            serve --cohort c.csv --readings r --reader a/b                        | reader
            serve --cohort c.csv --readings r --reader a --port 70000             | port is 70000
            stats auc --in f --score s --confidence 2                             | confidence
            stats bootstrap --in f --score s --resamples 0                        | --resamples is 0
            stats confusion --in f --score s --threshold x                        | threshold
            """)
    void endsWith2AndTheErrorLast(String line, String named) {
        CommandRun run = line.isEmpty() ? CommandRun.of() : CommandRun.of(line.split(" ", -1));
        assertEquals(2, run.exitCode(), run.err());
        assertEquals("", run.out());
        assertTrue(run.err().contains("Usage: spect"), run.err());
        String last = run.err().strip().lines().reduce((a, b) -> b).orElseThrow();
        assertTrue(last.startsWith("spect: ") && last.contains(named), last);
    }

    @Test
    void writesNothing() {
        CommandRun.of("phantom", "--out", "refused-folder", "--patients", "5");
        assertTrue(Files.notExists(Path.of("refused-folder")));
    }

    @Test
    void aMessageIsOneLineOfPrintableCharacters() {
        CommandRun run = CommandRun.of("no\u001b[31m\nspect: forged");
        String last = run.err().strip().lines().reduce((a, b) -> b).orElseThrow();
        assertTrue(last.contains("\\u001b") && last.contains("\\u000a"), last);
    }
}
