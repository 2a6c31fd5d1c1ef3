package io.github.spectcad.nn.fusion;

import io.github.spectcad.core.spi.ProviderCatalog;
import java.util.List;
import java.util.ServiceLoader;

/** Finds fusion strategies on the class path. */
public final class FusionStrategies {
    private FusionStrategies() {}

    /**
     * All fusion strategies the thread's and this library's class loaders see.
     *
     * @return the catalog
     */
    public static ProviderCatalog<FusionStrategy> load() {
        return ProviderCatalog.from(
                "input",
                List.of(
                        ServiceLoader.load(FusionStrategy.class),
                        ServiceLoader.load(FusionStrategy.class, FusionStrategy.class.getClassLoader())));
    }
}
