package io.github.spectcad.core.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderCatalogTest {
    /** An interface to provide. */
    public interface Animal extends SpectProvider {}

    private record Named(String id) implements Animal {}

    private record Other(String id) implements Animal {}

    /** A provider that loads. */
    public static final class Cat implements Animal {
        @Override
        public String id() {
            return "cat";
        }
    }

    /** A provider that loads, of a vendor. */
    public static final class Dog implements Animal {
        @Override
        public String id() {
            return "acme:dog";
        }
    }

    /** A provider that fails to load. */
    public static final class Broken implements Animal {
        /** Always fails. */
        public Broken() {
            throw new IllegalStateException("no legs");
        }

        @Override
        public String id() {
            return "broken";
        }
    }

    @TempDir
    private Path folder;

    private ProviderCatalog<Animal> loaded(String services) throws IOException {
        Path file = folder.resolve("META-INF/services/" + Animal.class.getName());
        Files.createDirectories(file.getParent());
        Files.writeString(file, services);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            return ProviderCatalog.from(
                    "animal",
                    List.of(ServiceLoader.load(Animal.class, loader), ServiceLoader.load(Animal.class, loader)));
        }
    }

    @Test
    void providersAreFoundByIdAndListedSorted() {
        Animal bee = new Named("bee");
        Animal ant = new Named("ant");
        ProviderCatalog<Animal> catalog = ProviderCatalog.of("animal", List.of(bee, ant));
        assertEquals(List.of("ant", "bee"), catalog.ids());
        assertEquals(List.of(ant, bee), catalog.providers());
        assertSame(bee, catalog.require("bee"));
        assertEquals(Optional.empty(), catalog.find("wasp"));
        assertEquals("animal", catalog.kind());
        assertEquals("ProviderCatalog[animal: ant, bee]", catalog.toString());
    }

    @Test
    void aMissingIdIsToldWithKindNearestKnownAndWhatToDo() {
        ProviderCatalog<Animal> catalog =
                ProviderCatalog.of("animal", List.of(new Named("resnet50-v2"), new Named("vgg19")));
        ProviderNotFoundException e =
                assertThrows(ProviderNotFoundException.class, () -> catalog.require("ResNet50V2"));
        assertEquals(
                "there is no animal 'ResNet50V2'; did you mean 'resnet50-v2'?"
                        + " A plugin's jar must be on the class path with its META-INF/services file;"
                        + " a build that merges jars must merge these files. Known: resnet50-v2, vgg19",
                e.getMessage());
        assertEquals("animal", e.kind());
        assertEquals("ResNet50V2", e.id());
        assertEquals(Optional.of("resnet50-v2"), e.nearest());
        assertEquals(List.of("resnet50-v2", "vgg19"), e.known());
    }

    @Test
    void anIdOfAThirdPartyOfWhomNothingIsKnownMeansThatItsPluginIsMissing() {
        ProviderCatalog<Animal> catalog = ProviderCatalog.of("animal", List.of(new Named("bee")));
        ProviderNotFoundException e = assertThrows(ProviderNotFoundException.class, () -> catalog.require("acme:wasp"));
        assertEquals(
                "there is no animal 'acme:wasp' on the class path: the plugin that provides it is missing."
                        + " Add its jar to the class path with its META-INF/services file;"
                        + " a build that merges jars must merge these files. Known: bee",
                e.getMessage());
        assertEquals(Optional.of("bee"), e.nearest());
    }

    @Test
    void anIdOfAKnownThirdPartyIsAnsweredWithTheNearest() {
        ProviderCatalog<Animal> catalog =
                ProviderCatalog.of("animal", List.of(new Named("acme:wasp"), new Named("bee")));
        ProviderNotFoundException e = assertThrows(ProviderNotFoundException.class, () -> catalog.require("acme:wsp"));
        assertTrue(e.getMessage().contains("did you mean 'acme:wasp'?"), e.getMessage());
    }

    @Test
    void anEmptyCatalogSaysThatNothingIsKnown() {
        ProviderNotFoundException e = assertThrows(
                ProviderNotFoundException.class,
                () -> ProviderCatalog.of("animal", List.<Animal>of()).require("x"));
        assertEquals(
                "there is no animal 'x'. A plugin's jar must be on the class path with its META-INF/services file;"
                        + " a build that merges jars must merge these files. Known: none",
                e.getMessage());
        assertEquals(Optional.empty(), e.nearest());
    }

    @Test
    void twoClassesWithOneIdFailNamingBoth() {
        InvalidProviderException e = assertThrows(
                InvalidProviderException.class,
                () -> ProviderCatalog.of("animal", List.<Animal>of(new Named("bee"), new Other("bee"))));
        assertTrue(e.getMessage().contains("two classes provide the animal 'bee'"), e.getMessage());
        assertTrue(e.getMessage().contains(Named.class.getName()), e.getMessage());
        assertTrue(e.getMessage().contains(Other.class.getName()), e.getMessage());
    }

    @Test
    void oneClassGivenTwiceCountsOnce() {
        assertEquals(
                List.of("bee"),
                ProviderCatalog.of("animal", List.<Animal>of(new Named("bee"), new Named("bee")))
                        .ids());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn1", "resnet50-v2", "inception-resnet-v2", "acme:vit-small", "a-b:c-1", "strategy-1"})
    void wellFormedIdsAreTaken(String id) {
        assertEquals(
                id,
                ProviderCatalog.of("animal", List.of(new Named(id))).require(id).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Cnn1",
                "1cnn",
                "cnn_1",
                "cnn--1",
                "-cnn",
                "cnn-",
                ":cnn",
                "acme:",
                "a:b:c",
                "cnn 1",
                "../x",
                "a123456789-123456789-123456789-123456789-123456789-123456789-12345"
            })
    void malformedIdsAreRefused(String id) {
        InvalidProviderException e = assertThrows(
                InvalidProviderException.class, () -> ProviderCatalog.of("animal", List.of(new Named(id))));
        assertTrue(e.getMessage().contains(Named.class.getName()), e.getMessage());
        String shown = id.length() <= 64 ? "'" + id + "'" : "'" + id.substring(0, 64) + "...'";
        assertTrue(e.getMessage().contains(shown), e.getMessage());
    }

    @Test
    void aNullIdIsRefused() {
        assertThrows(InvalidProviderException.class, () -> ProviderCatalog.of("animal", List.of(new Named(null))));
    }

    @Test
    void anIdWithoutVendorFromAnotherPackageIsRefused() {
        SpectProvider foreign = (SpectProvider) java.lang.reflect.Proxy.newProxyInstance(
                SpectProvider.class.getClassLoader(),
                new Class<?>[] {SpectProvider.class},
                (proxy, method, arguments) -> "bare");
        InvalidProviderException e =
                assertThrows(InvalidProviderException.class, () -> ProviderCatalog.of("animal", List.of(foreign)));
        assertTrue(e.getMessage().contains("name it 'vendor:bare'"), e.getMessage());
    }

    @Test
    void serviceFilesAreReadAndEachClassCountsOnce() throws IOException {
        ProviderCatalog<Animal> catalog = loaded(Cat.class.getName() + "\n" + Dog.class.getName() + "\n");
        assertEquals(List.of("acme:dog", "cat"), catalog.ids());
        assertEquals(List.of(), catalog.problems());
    }

    @Test
    void providersThatFailToLoadDoNotStopTheOthersAndAreNamedWhenAnIdIsMissing() throws IOException {
        ProviderCatalog<Animal> catalog =
                loaded("no.such.Type\n" + Broken.class.getName() + "\n" + Cat.class.getName() + "\n");
        assertEquals(List.of("cat"), catalog.ids());
        ProviderNotFoundException e = assertThrows(ProviderNotFoundException.class, () -> catalog.require("broken"));
        assertTrue(e.getMessage().contains("Failed to load: "), e.getMessage());
        assertTrue(e.getMessage().contains("no.such.Type"), e.getMessage());
        assertTrue(e.getMessage().contains(Broken.class.getName()), e.getMessage());
        assertTrue(assertThrows(ProviderNotFoundException.class, () -> catalog.require("acme:wasp"))
                .getMessage()
                .contains("the plugin that provides it is missing or failed to load."));
        assertEquals(2, catalog.problems().size());
        assertEquals(2, e.getSuppressed().length);
    }

    @Test
    void aMalformedServicesFileIsAProblemAndNoEndlessLoop() throws IOException {
        ProviderCatalog<Animal> catalog = loaded("this is no class name\n");
        assertEquals(List.of(), catalog.ids());
        assertTrue(!catalog.problems().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"ract, rat", "at, cat", "lyon, lion", "ratter, rat", "HORSES, horse", "sehorse, horse"})
    void theNearestIdIsTheOneOfFewestChanges(String asked, String nearest) {
        ProviderCatalog<Animal> catalog = ProviderCatalog.of(
                "animal", List.of(new Named("cat"), new Named("horse"), new Named("lion"), new Named("rat")));
        assertEquals(
                Optional.of(nearest),
                assertThrows(ProviderNotFoundException.class, () -> catalog.require(asked))
                        .nearest());
    }

    @Test
    void theNearestIsFoundWhicheverLetterDiffersAndBeforeOthersOfTheAlphabet() {
        ProviderCatalog<Animal> catalog = ProviderCatalog.of(
                "animal", List.of(new Named("abcdef"), new Named("abxxef"), new Named("qrstuv"), new Named("qrst")));
        for (String asked : List.of("qrstuw", "rstuv", "qqrstuv", "qsrtuv", "qrstuvw", "xrstuv")) {
            assertEquals(
                    Optional.of("qrstuv"),
                    assertThrows(ProviderNotFoundException.class, () -> catalog.require(asked))
                            .nearest(),
                    asked);
        }
        for (String asked : List.of("qrsx", "rst", "qrs", "q")) {
            assertEquals(
                    Optional.of("qrst"),
                    assertThrows(ProviderNotFoundException.class, () -> catalog.require(asked))
                            .nearest(),
                    asked);
        }
    }

    /** A provider that says why it cannot be used. */
    public static final class Extinct implements Animal {
        @Override
        public String id() {
            return "dodo";
        }

        @Override
        public boolean isAvailable() {
            return false;
        }

        @Override
        public Optional<String> refusal() {
            return Optional.of("it died out");
        }
    }

    @Test
    void aProviderThatRefusesIsNotListedAndItsReasonIsTold() throws IOException {
        ProviderCatalog<Animal> catalog = loaded(Cat.class.getName() + "\n" + Extinct.class.getName() + "\n");
        assertEquals(List.of("cat"), catalog.ids());
        ProviderNotFoundException e = assertThrows(ProviderNotFoundException.class, () -> catalog.require("dodo"));
        assertEquals("the animal 'dodo' cannot be used: it died out. Known: cat", e.getMessage());
    }

    @Test
    void aTextThatCanBeAnIdPassesTheCheckWhoeverHasIt() {
        ProviderCatalog.requireId("animal", "acme:a" + "-b".repeat(29));
        assertThrows(NullPointerException.class, () -> ProviderCatalog.requireId("animal", null));
        String longer = "a".repeat(65);
        for (String bad : List.of("A", "a:", "a\nb", longer)) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> ProviderCatalog.requireId("animal", bad))
                    .getMessage();
            String shown = bad.equals(longer) ? "a".repeat(64) + "..." : bad.replace('\n', '?');
            assertTrue(message.startsWith("the animal id is '" + shown + "': an id is at most 64"), message);
        }
        ProviderCatalog<Animal> catalog = ProviderCatalog.of("animal", List.of(new Named("a".repeat(64))));
        assertEquals("a".repeat(64), catalog.require("a".repeat(64)).id());
        assertTrue(assertThrows(ProviderNotFoundException.class, () -> catalog.require("b".repeat(64)))
                .getMessage()
                .contains("'" + "b".repeat(64) + "'"));
    }

    @Test
    void aVendorIsKnownByItsWholeName() {
        ProviderCatalog<Animal> catalog = ProviderCatalog.of("animal", List.of(new Named("acme-labs:wasp")));
        assertTrue(assertThrows(ProviderNotFoundException.class, () -> catalog.require("acme:wasp"))
                .getMessage()
                .contains("the plugin that provides it is missing"));
        assertTrue(assertThrows(ProviderNotFoundException.class, () -> catalog.require(":wasp"))
                .getMessage()
                .contains("did you mean"));
    }
}
