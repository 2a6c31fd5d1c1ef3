package io.github.spectcad.core.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedPartsTest {
    private static final int MORE_THAN_ARE_REMEMBERED = 1001;

    @TempDir
    private Path folder;

    private Path abandoned() throws IOException {
        return Files.createFile(folder.resolve(".model.zip." + UUID.randomUUID() + ".part"));
    }

    @Test
    void aFolderIsLookedThroughOnceUntilManyOthersWere() throws IOException {
        Path first = abandoned();
        AbandonedParts.removeOnce(folder);
        assertFalse(Files.exists(first));
        Path later = abandoned();
        AbandonedParts.removeOnce(folder);
        assertTrue(Files.exists(later), "the folder may hold thousands of files");
        for (int i = 0; i < MORE_THAN_ARE_REMEMBERED; i++) {
            AbandonedParts.removeOnce(folder.resolve("none" + i));
        }
        AbandonedParts.removeOnce(folder);
        assertFalse(Files.exists(later));
    }

    @Test
    void filesOfOtherNamesStay() throws IOException {
        String id = UUID.randomUUID().toString();
        for (String name : new String[] {
            "model.zip." + id + ".part", "." + id + ".part", ".a." + id + ".party", ".a." + id.substring(1) + ".part"
        }) {
            Path other = Files.createFile(folder.resolve(name));
            AbandonedParts.remove(folder);
            assertTrue(Files.exists(other), name);
        }
    }

    @Test
    void thePartsOfThisProcessStayUntilTheyAreClosed() throws IOException {
        Path target = folder.resolve("a-name-of-more-than-forty-characters-is-shortened.zip");
        Path part;
        try (PartFile open = PartFile.beside(target);
                OutputStream out = open.output()) {
            out.write(1);
            try (var files = Files.list(folder)) {
                part = files.findFirst().orElseThrow();
            }
            AbandonedParts.remove(folder);
            assertTrue(Files.exists(part));
            assertTrue(part.getFileName()
                    .toString()
                    .matches("\\.a-name-of-more-than-forty-characters-is-\\.[0-9a-f-]{36}\\.part"));
            assertTrue(PartFile.isOwn(part));
        }
        assertFalse(Files.exists(part));
        assertFalse(PartFile.isOwn(part));
    }

    @Test
    void aFolderThatIsNoneIsNoReasonToFail() throws IOException {
        AbandonedParts.remove(folder.resolve("none"));
        AbandonedParts.remove(Files.createFile(folder.resolve("file")));
    }
}
