package io.github.spectcad.nn;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why there is no backend and what to do, as docs/troubleshooting.md lists it. */
final class BackendProblem {
    private static final Pattern MISSING_LIBRARY =
            Pattern.compile("(\\S+): cannot open shared object file|Error loading shared library (\\S+?):");
    private static final int MAX_CAUSE = 300;

    private BackendProblem() {}

    static BackendUnavailableException missing() {
        return new BackendUnavailableException(
                "No ND4J backend is on the class path. Add to your dependencies:\n" + snippet(), null);
    }

    static BackendUnavailableException broken(List<Throwable> problems) {
        Throwable first = problems.get(0);
        problems.subList(1, problems.size()).forEach(first::addSuppressed);
        return new BackendUnavailableException(
                "The ND4J backend on the class path cannot be loaded. Cause: " + describe(root(first))
                        + "\nIts jars do not fit together, or not to ND4J " + BackendLoader.VERSION
                        + ". Use these dependencies, and no others of ND4J:\n" + snippet(),
                first);
    }

    static BackendUnavailableException notStarted(String backend, Throwable failure) {
        Throwable root = root(failure);
        return new BackendUnavailableException(
                "The ND4J backend " + backend + " is on the class path, but its native library does not load on "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ". Cause: "
                        + describe(root) + "\n" + remedy(root)
                        + "\nND4J can be started once a process: restart it after the change.",
                failure);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String describe(Throwable root) {
        String said = String.valueOf(root.getMessage()).replaceAll("\\s+", " ");
        // loaders repeat the path of the library before the reason, which is what matters
        String shown = said.length() > MAX_CAUSE ? "..." + said.substring(said.length() - MAX_CAUSE) : said;
        return root.getClass().getSimpleName() + ": " + shown;
    }

    private static String remedy(Throwable root) {
        String said = String.valueOf(root.getMessage());
        Matcher library = MISSING_LIBRARY.matcher(said);
        if (root instanceof OutOfMemoryError) {
            return "The limits of the Java VM are too small: give it more by -Xmx, and do not set "
                    + "org.bytedeco.javacpp.maxbytes and org.bytedeco.javacpp.maxphysicalbytes too low.";
        }
        if (said.contains("Could not create the cache")) {
            return "Neither the home folder (user.home) nor the temporary folder (java.io.tmpdir) can be written: name a "
                    + "folder for unpacked libraries by -Dorg.bytedeco.javacpp.cachedir=FOLDER.";
        }
        if (said.contains("failed to map segment") || said.contains("Operation not permitted")) {
            return "The folder of unpacked libraries is mounted noexec: name one that programs may run from by "
                    + "-Dorg.bytedeco.javacpp.cachedir=FOLDER.";
        }
        if (said.contains("No space left")) {
            return "The disk of the folder of unpacked libraries is full: free about 300 MB, or name another by "
                    + "-Dorg.bytedeco.javacpp.cachedir=FOLDER.";
        }
        if (library.find()) {
            return "The system lacks the library " + (library.group(1) == null ? library.group(2) : library.group(1))
                    + ": install its package. The binaries need glibc, which Alpine Linux does not have.";
        }
        if (said.contains("Runtime.load0")) {
            return "The backend's jars are in another class loader than JavaCPP's: put all jars of ND4J, JavaCPP and the "
                    + "backend into the same class loader.";
        }
        if (said.contains("another classloader")) {
            return "Another copy of ND4J runs in this process: put ND4J and its backend where both applications share "
                    + "them, the container's library folder.";
        }
        return "Add to your dependencies:\n" + snippet();
    }

    /** The dependencies of this platform. */
    static String snippet() {
        String platform = platform();
        // there are no oneDNN builds for ARM
        String nd4j = platform.endsWith("x86_64") ? platform + "-onednn" : platform;
        return dependency("org.nd4j", "nd4j-native", BackendLoader.VERSION, null)
                + dependency("org.nd4j", "nd4j-native", BackendLoader.VERSION, nd4j)
                + dependency("org.bytedeco", "openblas", "0.3.19-1.5.7", platform);
    }

    /** Both artifacts of ND4J bring the default binary of the platform by a dependency on themselves. */
    private static String dependency(String group, String artifact, String version, String classifier) {
        boolean bringsDefault = group.equals("org.nd4j") && platform().endsWith("x86_64");
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>"
                + version
                + "</version>" + (classifier == null ? "" : "<classifier>" + classifier + "</classifier>")
                + (bringsDefault
                        ? "<exclusions><exclusion><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId>"
                                + "</exclusion></exclusions>"
                        : "")
                + "</dependency>\n";
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = os.contains("mac") ? "macosx" : os.contains("win") ? "windows" : "linux";
        String arch = System.getProperty("os.arch");
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        return name + "-" + (arm ? "arm64" : "x86_64");
    }
}
