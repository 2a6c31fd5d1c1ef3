package io.github.spectcad.nn.explain;

import io.github.spectcad.core.spi.ProviderCatalog;
import java.util.List;
import java.util.ServiceLoader;

/** Finds saliency methods on the class path. */
public final class SaliencyMethods {
    private SaliencyMethods() {}

    /**
     * All saliency methods the thread's and this library's class loaders see.
     *
     * @return the catalog
     */
    public static ProviderCatalog<SaliencyMethod> load() {
        return ProviderCatalog.from(
                "saliency method",
                List.of(
                        ServiceLoader.load(SaliencyMethod.class),
                        ServiceLoader.load(SaliencyMethod.class, SaliencyMethod.class.getClassLoader())));
    }
}
