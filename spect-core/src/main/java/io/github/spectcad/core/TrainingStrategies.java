package io.github.spectcad.core;

import io.github.spectcad.core.spi.ProviderCatalog;
import java.util.List;
import java.util.ServiceLoader;

/** The way in to the training strategies on the class path: {@code task-1}, {@code strategy-1} to {@code strategy-6}. */
public final class TrainingStrategies {
    private static final String KIND = "training strategy";

    private TrainingStrategies() {}

    /**
     * All strategies that the thread's context class loader and the library's own class loader see.
     *
     * @return a new catalog
     * @throws io.github.spectcad.core.spi.InvalidProviderException if a registered strategy breaks the rules for ids
     */
    public static ProviderCatalog<TrainingStrategy> load() {
        return ProviderCatalog.from(
                KIND,
                List.of(
                        ServiceLoader.load(TrainingStrategy.class),
                        ServiceLoader.load(TrainingStrategy.class, TrainingStrategy.class.getClassLoader())));
    }

    /**
     * All strategies that a class loader sees.
     *
     * @param loader the class loader
     * @return a new catalog
     * @throws io.github.spectcad.core.spi.InvalidProviderException if a registered strategy breaks the rules for ids
     */
    public static ProviderCatalog<TrainingStrategy> load(ClassLoader loader) {
        return ProviderCatalog.from(KIND, List.of(ServiceLoader.load(TrainingStrategy.class, loader)));
    }
}
