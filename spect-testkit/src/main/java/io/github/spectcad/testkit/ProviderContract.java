package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.spi.ProviderCatalog;
import io.github.spectcad.core.spi.SpectProvider;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every provider has to keep, whatever its kind: its id, its registration and its constructor. The contracts of the
 * kinds extend it.
 *
 * @param <P> the interface of the kind
 * @since 0.1.0
 */
public abstract class ProviderContract<P extends SpectProvider> {
    private final Class<P> kind;

    /** Only the contracts of the kinds extend this directly. */
    ProviderContract(Class<P> kind) {
        this.kind = kind;
    }

    /** The provider under test, by the name its kind gives it. */
    abstract P provider();

    /** What is on the class path. */
    abstract ProviderCatalog<P> catalog();

    /** The id follows the grammar and is the same at every call; a third party's has a vendor. */
    @Test
    public final void idIsValidAndStable() {
        String id = provider().id();
        ProviderCatalog.of(kind.getSimpleName(), List.of(provider())); // throws where the id is not valid
        assertEquals(id, provider().id(), "id() must return the same at every call");
    }

    /** The provider is registered as a service. */
    @Test
    public final void isFoundByItsId() {
        Optional<P> found = catalog().find(provider().id());
        assertTrue(
                found.isPresent(),
                () -> "register " + provider().getClass().getName() + " in META-INF/services/" + kind.getName());
        assertEquals(provider().getClass(), found.get().getClass());
    }

    /**
     * A service loader can make one: a public class with a public constructor without arguments. Providers that are made
     * with arguments, such as those of a family, are registered as subclasses without.
     */
    @Test
    public final void hasAPublicConstructorWithoutArguments() {
        Class<?> type = catalog()
                .find(provider().id())
                .<Class<?>>map(Object::getClass)
                .orElse(provider().getClass());
        assertTrue(Modifier.isPublic(type.getModifiers()), type.getName() + " must be public");
        boolean found = false;
        for (Constructor<?> constructor : type.getConstructors()) {
            found |= constructor.getParameterCount() == 0;
        }
        assertTrue(found, type.getName() + " must have a public constructor without arguments");
    }
}
