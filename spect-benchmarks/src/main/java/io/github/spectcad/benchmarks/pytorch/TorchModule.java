package io.github.spectcad.benchmarks.pytorch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Path;

/** A network for prediction from a TorchScript file that holds code and parameters. */
public final class TorchModule implements AutoCloseable {
    private final NDManager manager;
    private final PtSymbolBlock module;
    private final int pixels;

    /**
     * Loads a file of {@link TorchNetwork#save}.
     *
     * @param file the file
     * @param pixels width and height of the images
     * @throws IOException if it cannot be read
     */
    public TorchModule(Path file, int pixels) throws IOException {
        this.pixels = pixels;
        manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        JniUtils.setGraphExecutorOptimize(false); // as in TorchNetwork
        module = JniUtils.loadModule((PtNDManager) manager, file, false, new String[0], new String[0], false);
    }

    /**
     * Probabilities of a patient.
     *
     * @param images {@code [1, 2, pixels, pixels]}
     * @param clinical {@code [1, 4]}
     * @return {@code [1, 3]}
     */
    public float[] predict(float[] images, float[] clinical) {
        try (NDManager scope = manager.newSubManager();
                IValue x = IValue.from(
                        (PtNDArray) scope.create(images, new Shape(1, TorchNetwork.CHANNELS, pixels, pixels)));
                IValue c = IValue.from((PtNDArray) scope.create(clinical, new Shape(1, Head.CLINICAL)));
                IValue result = IValueUtils.runMethod(module, "predict_saved", x, c)) {
            return result.toTensor((PtNDManager) scope).toFloatArray();
        }
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
