package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All tests of the module are entered in one way, and no method needs its arguments counted. */
class EntryShapeTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/spectcad/stats");
    private static final List<String> NOT_NAMED_TEST = List.of("ObuchowskiRockette", "DorfmanBerbaumMetz");

    private static List<Class<?>> publicTypes() throws IOException {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (!name.contains("-")) {
                    Class<?> type = type(name);
                    if (Modifier.isPublic(type.getModifiers())) {
                        types.add(type);
                    }
                }
            }
        }
        assertTrue(types.size() > 50, "only " + types.size());
        return types;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("io.github.spectcad.stats." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isTest(Class<?> type) {
        return type.getSimpleName().endsWith("Test") || NOT_NAMED_TEST.contains(type.getSimpleName());
    }

    @Test
    void testsAreObjectsWithDefaultsThatTest() throws IOException {
        List<String> wrong = new ArrayList<>();
        int tests = 0;
        for (Class<?> type : publicTypes()) {
            if (isTest(type)) {
                tests++;
                List<Method> methods = Arrays.stream(type.getDeclaredMethods())
                        .filter(m -> Modifier.isPublic(m.getModifiers()))
                        .toList();
                boolean factory = methods.stream()
                        .anyMatch(m -> Modifier.isStatic(m.getModifiers()) && m.getReturnType() == type);
                boolean tested = methods.stream()
                        .anyMatch(m -> !Modifier.isStatic(m.getModifiers())
                                && m.getName().equals("test"));
                boolean others = methods.stream()
                        .filter(m -> m.getReturnType() != type)
                        .anyMatch(m -> Modifier.isStatic(m.getModifiers())
                                || !m.getName().equals("test"));
                boolean constructed = type.getConstructors().length > 0;
                if (!factory || !tested || others || constructed) {
                    wrong.add(type.getSimpleName());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(tests >= 14, "only " + tests);
    }

    @Test
    void resultsOfTestsAreSignificanceResults() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Class<?> type : publicTypes()) {
            for (Class<?> nested : type.getDeclaredClasses()) {
                if (nested.isRecord() && has(nested, "statistic") && has(nested, "pValue")) {
                    if (!SignificanceResult.class.isAssignableFrom(nested)) {
                        wrong.add(nested.getName());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static boolean has(Class<?> record, String component) {
        return Arrays.stream(record.getRecordComponents())
                .anyMatch(c -> c.getName().equals(component));
    }

    @Test
    void argumentsAreFewAndNoSwitches() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Class<?> type : publicTypes()) {
            List<Executable> callables = new ArrayList<>(List.of(type.getDeclaredMethods()));
            if (!type.isRecord()) {
                callables.addAll(List.<Constructor<?>>of(type.getConstructors()));
            }
            for (Executable callable : callables) {
                List<Class<?>> types = List.of(callable.getParameterTypes());
                if (Modifier.isPublic(callable.getModifiers()) && (types.size() > 5 || types.contains(boolean.class))) {
                    wrong.add(type.getSimpleName() + "." + callable.getName());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyTypeSaysSinceWhen() throws IOException {
        List<String> wrong = publicTypes().stream()
                .map(Class::getSimpleName)
                .filter(name -> !read(name).contains("@since 0.1.0"))
                .toList();
        assertEquals(List.of(), wrong);
    }

    private static String read(String name) {
        try {
            return Files.readString(SOURCES.resolve(name + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
