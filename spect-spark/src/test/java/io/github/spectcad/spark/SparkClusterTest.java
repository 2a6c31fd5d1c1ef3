package io.github.spectcad.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.study.factorial.ResultStore;
import io.github.spectcad.study.factorial.StudyClusters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkClusterTest {
    @Test
    void isFoundByItsId() {
        assertEquals(List.of("spark"), StudyClusters.load().ids());
    }

    @Test
    void aClusterWithoutAMasterIsRefusedWithWhatToDo() {
        IOException refused = assertThrows(IOException.class, () -> new SparkCluster().connect(Optional.empty()));
        assertTrue(refused.getMessage().contains("--master"), refused.getMessage());
    }

    @Test
    void placesAreFoundByTheirUris(@TempDir Path folder) throws IOException {
        ResultStore store = StudyClusters.store(folder.toUri().toString());
        store.write("a", out -> out.write(7));
        assertEquals(7, ResultStore.local(folder).read("a").orElseThrow()[0]);
        assertEquals(Optional.empty(), new SparkCluster().store("nobody://host/folder"));
        IOException unknown = assertThrows(IOException.class, () -> StudyClusters.store("nobody://host/folder"));
        assertTrue(unknown.getMessage().contains("nobody://host/folder"), unknown.getMessage());
    }

    @Test
    void nativeMemoryIsWhatAnExecutorIsGivenBesidesAndWithItsHeap() {
        SparkConf conf = new SparkConf(false);
        assertEquals(1024 + 384, NativeMemory.megabytes(conf));
        conf.set("spark.executor.memory", "8g");
        assertEquals(8192 + 819, NativeMemory.megabytes(conf));
        conf.set("spark.executor.memoryOverhead", "10g");
        assertEquals(8192 + 10240, NativeMemory.megabytes(conf));
        conf.set("spark.memory.offHeap.enabled", "true").set("spark.memory.offHeap.size", "1g");
        assertEquals(8192 + 10240 + 1024, NativeMemory.megabytes(conf));
    }
}
