package io.github.spectcad.nn.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Passes its input through, by copying where the arrays are not one. */
final class Copying {
    private Copying() {}

    static BoundLayer of(Binding binding) {
        return new BoundLayer() {
            @Override
            public void forward() {
                copy(binding.input(0), binding.output());
            }

            @Override
            public void backward() {
                copy(binding.outputGradient(), binding.inputGradient(0));
            }
        };
    }

    static void copy(INDArray from, INDArray to) {
        if (from.data().addressPointer().address() != to.data().addressPointer().address()) {
            to.assign(from.reshape(to.shape()));
        }
    }
}
