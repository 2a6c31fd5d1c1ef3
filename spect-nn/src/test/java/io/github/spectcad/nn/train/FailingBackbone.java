package io.github.spectcad.nn.train;

import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.BoundLayer;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Shape;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** A plugin's backbone of one convolution and its normalisation, which gives NaN after a number of training steps. */
public final class FailingBackbone implements Backbone {
    /** Its id. */
    public static final String ID = "test:failing";

    private static final ThreadLocal<Integer> STEPS_LEFT = ThreadLocal.withInitial(() -> Integer.MAX_VALUE);

    /** For the service loader. */
    public FailingBackbone() {}

    /**
     * Runs something with this backbone on the class path.
     *
     * @param folder an empty folder
     * @param steps steps until it fails
     * @param action what to run, on this thread
     * @return its result
     */
    public static <T> T onClassPath(Path folder, int steps, Callable<T> action) throws Exception {
        Path services = folder.resolve("META-INF/services");
        Files.createDirectories(services);
        Files.writeString(services.resolve(Backbone.class.getName()), FailingBackbone.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        STEPS_LEFT.set(steps);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url(folder)}, before)) {
            thread.setContextClassLoader(loader);
            return action.call();
        } finally {
            thread.setContextClassLoader(before);
            STEPS_LEFT.remove();
        }
    }

    private static URL url(Path folder) throws IOException {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int minimumPixels() {
        return 8;
    }

    @Override
    public List<String> references() {
        return List.of("made for a test");
    }

    @Override
    public Tensor build(NetworkBuilder net, Tensor input) {
        Tensor x = net.batchNorm("bn", net.conv("conv", input, Conv2d.of(2, 3)), 1e-3);
        return net.add("fuse", new Fuse(), net.maxPool("pool", x, 4, 4));
    }

    private static final class Fuse implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public BoundLayer bind(Binding binding) {
            return new BoundLayer() {
                @Override
                public void forward() {
                    binding.output().assign(binding.input(0));
                    if (binding.mode().isTraining()) {
                        STEPS_LEFT.set(STEPS_LEFT.get() - 1);
                        if (STEPS_LEFT.get() < 0) {
                            binding.output().assign(Float.NaN);
                        }
                    }
                }

                @Override
                public void backward() {
                    if (binding.wantsInputGradient(0)) {
                        binding.inputGradient(0).assign(binding.outputGradient());
                    }
                }
            };
        }
    }
}
