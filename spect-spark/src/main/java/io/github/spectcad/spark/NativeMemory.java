package io.github.spectcad.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.util.JavaUtils;

/**
 * The native memory of an executor: what its configuration leaves besides the heap. A cell that needs more fails with an error,
 * where the cluster's manager would otherwise end the executor with all its cells.
 */
final class NativeMemory {
    private static final String LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";
    private static final long LEAST_OVERHEAD = 384;

    private NativeMemory() {}

    /** Limits this process, before its native library is loaded, unless it is limited already; a driver is left alone. */
    static void limit(SparkEnv env) {
        if (!env.executorId().equals("driver") && System.getProperty(LIMIT) == null) {
            System.setProperty(LIMIT, megabytes(env.conf()) + "m");
        }
    }

    /** {@return heap, overhead and off-heap memory of an executor} */
    static long megabytes(SparkConf conf) {
        long heap = JavaUtils.byteStringAsMb(conf.get("spark.executor.memory", "1g"));
        double factor = conf.getDouble("spark.executor.memoryOverheadFactor", 0.1);
        long overhead = conf.contains("spark.executor.memoryOverhead")
                ? JavaUtils.byteStringAsMb(conf.get("spark.executor.memoryOverhead"))
                : Math.max(LEAST_OVERHEAD, (long) (factor * heap));
        long offHeap = conf.getBoolean("spark.memory.offHeap.enabled", false)
                ? JavaUtils.byteStringAs(
                                conf.get("spark.memory.offHeap.size", "0"), org.apache.spark.network.util.ByteUnit.BYTE)
                        >> 20
                : 0;
        return heap + overhead + offHeap;
    }
}
