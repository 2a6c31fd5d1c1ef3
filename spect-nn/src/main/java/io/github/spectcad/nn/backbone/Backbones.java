package io.github.spectcad.nn.backbone;

import io.github.spectcad.core.spi.ProviderCatalog;
import java.util.List;
import java.util.ServiceLoader;

/** Finds backbones on the class path. */
public final class Backbones {
    private Backbones() {}

    /**
     * All backbones the thread's and this library's class loaders see.
     *
     * @return the catalog
     */
    public static ProviderCatalog<Backbone> load() {
        return ProviderCatalog.from(
                "backbone",
                List.of(
                        ServiceLoader.load(Backbone.class),
                        ServiceLoader.load(Backbone.class, Backbone.class.getClassLoader())));
    }
}
