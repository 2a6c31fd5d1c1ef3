package io.github.spectcad.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PolarMap;
import io.github.spectcad.io.PolarMapReader;
import io.github.spectcad.stats.Auc;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the modules that have a descriptor offer on the module path is what they offer on the class path. */
class ModuleDescriptorsTest {
    private static final Set<String> HIDDEN = Set.of("io.github.spectcad.core.strategy", "io.github.spectcad.io.codec");

    @ParameterizedTest
    @ValueSource(classes = {Auc.class, PolarMap.class, PolarMapReader.class})
    void everyPackageIsExportedButTheHiddenOnes(Class<?> type) throws URISyntaxException {
        ModuleDescriptor module = module(type).descriptor();
        Set<String> rest = new TreeSet<>(module.packages());
        module.exports().forEach(export -> rest.remove(export.source()));
        assertTrue(HIDDEN.containsAll(rest), () -> module.name() + " should export " + rest);
    }

    @ParameterizedTest
    @ValueSource(classes = {Auc.class, PolarMap.class, PolarMapReader.class})
    void providersAreThoseOfTheServiceFiles(Class<?> type) throws URISyntaxException, IOException {
        ModuleReference module = module(type);
        Set<String> described = module.descriptor().provides().stream()
                .map(provides -> provides.service() + "=" + new TreeSet<>(provides.providers()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = new TreeSet<>();
        try (ModuleReader reader = module.open()) {
            for (String file : reader.list()
                    .filter(name -> name.matches("META-INF/services/[^/]+"))
                    .toList()) {
                try (InputStream in = reader.open(file).orElseThrow()) {
                    listed.add(file.substring("META-INF/services/".length()) + "=" + providers(in));
                }
            }
        }
        assertEquals(listed, described);
    }

    private static Set<String> providers(InputStream serviceFile) throws IOException {
        return new String(serviceFile.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ModuleReference module(Class<?> type) throws URISyntaxException {
        Path location =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        return ModuleFinder.of(location).findAll().stream()
                .filter(reference -> !reference.descriptor().isAutomatic())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no module descriptor beside " + type.getName()));
    }
}
