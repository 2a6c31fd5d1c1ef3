package io.github.spectcad.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

    @ParameterizedTest
    @ValueSource(classes = {EmbedClassifier.class, CompareTwoModels.class})
    void snippetIsTheSourceThatIsCompiled(Class<?> example) throws IOException {
        String source =
                Files.readString(Path.of("src/main/java", example.getName().replace('.', '/') + ".java"));
        String withoutPackage = source.substring(source.indexOf("import ")).strip();
        List<String> snippets =
                List.of(Files.readString(Path.of("../README.md")).split("```"));
        String snippet = snippets.stream()
                .filter(block -> block.startsWith("java") && block.contains("class " + example.getSimpleName()))
                .findFirst()
                .orElseThrow()
                .substring("java".length())
                .strip();
        assertEquals(withoutPackage, snippet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"./spect demo", "./mvnw verify"})
    void namesTheTwoCommands(String command) throws IOException {
        assertTrue(Files.readString(Path.of("../README.md")).contains(command));
    }
}
