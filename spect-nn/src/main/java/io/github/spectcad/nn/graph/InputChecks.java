package io.github.spectcad.nn.graph;

import java.util.List;
import java.util.Objects;

/** Checks in Java of everything that goes to native code. */
final class InputChecks {
    private InputChecks() {}

    /** Checks a batch of inputs. */
    static void require(Topology topology, List<float[]> inputs, int batch) {
        if (!(batch >= 1)) {
            throw new IllegalArgumentException("batch is " + batch + ": must be at least 1");
        }
        if (inputs.size() != topology.inputNames().size()) {
            throw new IllegalArgumentException(
                    "got " + inputs.size() + " inputs, the network takes " + topology.inputNames());
        }
        for (int i = 0; i < inputs.size(); i++) {
            String name = "input " + topology.inputNames().get(i);
            float[] values = Objects.requireNonNull(inputs.get(i), name);
            long expected = batch * topology.shapes().get(i).size();
            if (values.length != expected) {
                throw new IllegalArgumentException(name + " has " + values.length + " values: a batch of " + batch
                        + " of shape " + topology.shapes().get(i) + " takes " + expected);
            }
            requireFinite(name, values);
        }
    }

    /** Checks that no value is smaller than allowed. */
    static void requireAtLeast(double minimum, String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= minimum)) {
                throw new IllegalArgumentException(
                        name + " is " + values[i] + " at index " + i + ": must be at least " + minimum);
            }
        }
    }

    /** Checks that every value is a finite number. */
    static void requireFinite(String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        name + " is " + values[i] + " at index " + i + ": every value must be a finite number");
            }
        }
    }
}
