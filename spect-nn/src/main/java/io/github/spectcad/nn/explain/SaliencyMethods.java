package io.github.spectcad.nn.explain;

import io.github.spectcad.core.spi.ProviderCatalog;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.ModelDescription;
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

    /**
     * The method that explains a model where none is named.
     *
     * <p>Integrated gradients, where the model standardises its maps, as trained by the recommended protocol: there they
     * start from average maps and point to defects. Otherwise {@link InputGradient}, as the paper: with maps as they are
     * both multiply a defect by its small uptake or ask for more of it, and neither points to it; try
     * {@link AbsoluteGradient}.
     *
     * @param model the model
     * @return the method
     */
    public static SaliencyMethod defaultFor(ModelDescription model) {
        return model.maps().equals(MapScaler.IDENTITY) ? new InputGradient() : new IntegratedGradients();
    }
}
