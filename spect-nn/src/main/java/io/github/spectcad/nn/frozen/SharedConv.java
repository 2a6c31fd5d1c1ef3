package io.github.spectcad.nn.frozen;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.layer.Binding;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution in a frozen network by native operations of one thread each, which share out samples and output channels. Each
 * thread finishes what it has computed.
 */
abstract class SharedConv extends InferenceOnly {
    /** Multiplications below which a convolution is not shared out. */
    private static final long WORTH_SHARING = 1 << 18;

    private final List<Part> parts = new ArrayList<>();
    private final FloatBuffer output;
    private final Epilogue epilogue;
    private final int area;

    /** Some output channels of a sample. */
    private record Part(NativeOp operation, int firstChannel, int channels, int position) {}

    SharedConv(Binding binding, Epilogue epilogue) {
        this.epilogue = epilogue;
        output = Floats.of(binding.output());
        area = Math.toIntExact(binding.outputShape().area());
    }

    /** Groups of channels to share out, given the multiplications for a sample and the most groups there can be. */
    static int groups(long multiplications, int most) {
        return multiplications < WORTH_SHARING ? 1 : Math.min(most, Parallel.nativeThreads());
    }

    /** Adds the operation that computes some output channels of a sample, which start at the position in the output. */
    final void add(NativeOp operation, int firstChannel, int channels, int position) {
        parts.add(new Part(operation, firstChannel, channels, position));
    }

    @Override
    public final void forward() {
        Parallel.runNative(parts.size(), i -> {
            Part part = parts.get(i);
            part.operation.run();
            epilogue.apply(output, part.firstChannel, part.channels, part.position, area);
        });
    }
}
