package org.example.consumer;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a web container does: it loads an application in a class loader of its own, closes it and loads it again.
 * {@code ReloadedApplication CYCLES model.zip rest.png stress.png JAR ...}: the jars are the application's; what it
 * shares with others, ND4J and its backend, is on the class path.
 *
 * <p>Two class loaders may stay: the first, which JavaCPP's thread keeps because it was started from there, and the
 * last, which the JDK keeps in a cache of one ({@code java.lang.runtime.ObjectMethods}, for records) until the next
 * takes its place. All between them have to go, or every reload costs memory.
 */
public final class ReloadedApplication {
    private ReloadedApplication() {}

    public static void main(String[] args) throws Exception {
        int cycles = Integer.parseInt(args[0]);
        URL[] jars = new URL[args.length - 4];
        for (int i = 0; i < jars.length; i++) {
            jars[i] = Path.of(args[4 + i]).toUri().toURL();
        }
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        String first = null;
        long residentBefore = 0;
        for (int i = 0; i < cycles; i++) {
            String prediction = cycle(jars, args, loaders);
            if (first != null && !first.equals(prediction)) {
                throw new IllegalStateException("cycle " + i + " predicts " + prediction + ", the first " + first);
            }
            first = prediction;
            if (i == cycles / 2) {
                residentBefore = settled(loaders);
            }
        }
        long grown = settled(loaders) - residentBefore;
        long kept = alive(between(loaders));
        System.out.printf(
                "reloaded %d times: %d class loaders between the first and the last kept, %d MB more than half way%n",
                cycles, kept, grown >> 20);
        if (kept > 0 || grown > 40L << 20) {
            throw new IllegalStateException("the application leaks when it is reloaded");
        }
    }

    private static String cycle(URL[] jars, String[] args, List<WeakReference<ClassLoader>> loaders) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader application = new ApplicationFirst(jars, before)) {
            loaders.add(new WeakReference<>(application));
            thread.setContextClassLoader(application);
            return (String) application
                    .loadClass("org.example.consumer.Predict")
                    .getMethod("predict", Path.class, Path.class, Path.class)
                    .invoke(null, Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Looks into the application's jars first, as web containers do. */
    private static final class ApplicationFirst extends URLClassLoader {
        ApplicationFirst(URL[] urls, ClassLoader parent) {
            super(urls, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && !name.startsWith("java.")) {
                    try {
                        loaded = findClass(name);
                    } catch (ClassNotFoundException e) {
                        return super.loadClass(name, resolve);
                    }
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }

    /** Waits up to half a minute for idle threads to end and for the garbage collector, then gives resident bytes. */
    private static long settled(List<WeakReference<ClassLoader>> loaders) throws Exception {
        for (int i = 0; i < 60 && alive(between(loaders)) > 0; i++) {
            System.gc();
            Thread.sleep(500);
        }
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow(() -> new IOException("no VmRSS"))
                    << 10;
        }
    }

    private static List<WeakReference<ClassLoader>> between(List<WeakReference<ClassLoader>> loaders) {
        return loaders.subList(Math.min(1, loaders.size()), Math.max(1, loaders.size() - 1));
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }
}
