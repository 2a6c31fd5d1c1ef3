package io.github.spectcad.nn;

import io.github.spectcad.nn.kernel.Parallel;

/**
 * The native library the networks run on. spect-nn brings none: the application adds the one of its platform.
 *
 * @param name name of the ND4J backend, for example {@code CpuBackend}
 * @param version version of ND4J
 * @param threads threads of a native operation that the asking thread starts: by {@link #useThreads}, else
 *     {@code OMP_NUM_THREADS}, else the number of cores
 * @param oneDnn whether convolutions, batch normalisation and pooling run on oneDNN; without it they take 5 to 50 times
 *     as long
 */
public record NnBackend(String name, String version, int threads, boolean oneDnn) {
    /**
     * Loads the backend, once a process, and logs what it is. It is looked for by the context class loader of the calling
     * thread, then by that of this library, so that it is found in web containers and fat jars, too. A failure is not kept:
     * the next call looks again.
     *
     * <p>Sets the system property {@code org.bytedeco.javacpp.maxphysicalbytes} to 0 unless it is set: its default, four
     * times {@code -Xmx}, would stop networks in small heaps.
     *
     * @return the backend
     * @throws BackendUnavailableException if there is none on the class path, or it cannot be loaded on this platform;
     *     the message names the cause and what to do, the exception keeps what was thrown
     */
    public static NnBackend require() {
        NnBackend backend = BackendLoader.load();
        return new NnBackend(backend.name, backend.version, Parallel.threads(), backend.oneDnn);
    }

    /**
     * Sets the threads of the networks that the calling thread trains or runs from now on, so that several threads can work
     * side by side. What other threads run is not touched. Results depend on this number in the last digits.
     *
     * @param threads how many threads, at least 1
     */
    public static void useThreads(int threads) {
        require();
        Parallel.useThreads(threads);
    }

    /** {@return one line for logs and model files} */
    public String describe() {
        return "ND4J " + name + " " + version + ", " + threads + " thread(s), oneDNN " + (oneDnn ? "on" : "off");
    }
}
