package io.github.spectcad.nn.kernel;

import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A native operation of ND4J prepared on fixed arrays, run as often as needed. Preparing costs far more than running a
 * small operation, so layers prepare when they are bound and run in each step.
 *
 * <p>Arguments go to native code unchecked: make sure that shapes fit before preparing. Used by one thread at a time.
 */
public final class NativeOp {
    private final CustomOp operation;
    private final OpContext context;

    private NativeOp(String name, OpContext context) {
        this.operation = DynamicCustomOp.builder(name).build();
        this.context = context;
    }

    /**
     * Starts to prepare an operation.
     *
     * @param name ND4J's name of the custom operation, for example {@code conv2d}
     * @return a builder
     */
    public static Builder of(String name) {
        return new Builder(name);
    }

    /**
     * Prepares a product of matrices.
     *
     * @param a left matrix
     * @param transposeA whether the left matrix is transposed
     * @param b right matrix
     * @param transposeB whether the right matrix is transposed
     * @param product the result, overwritten
     * @return the operation
     */
    public static NativeOp matmul(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray product) {
        return of("matmul")
                .inputs(a, b)
                .outputs(product)
                .ints(transposeA ? 1 : 0, transposeB ? 1 : 0, 0)
                .build();
    }

    /** Runs the operation on its arrays. */
    public void run() {
        Nd4j.exec(operation, context);
    }

    /**
     * Replaces the floating-point arguments, for example a learning rate.
     *
     * @param values the arguments
     */
    public void setFloats(double... values) {
        context.setTArguments(values);
    }

    /**
     * Replaces the integer arguments.
     *
     * @param values the arguments
     */
    public void setInts(long... values) {
        context.setIArguments(values);
    }

    /** Collects arrays and arguments of an operation. */
    public static final class Builder {
        private final String name;
        private final OpContext context = Nd4j.getExecutioner().buildContext();

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Sets the arrays to read.
         *
         * @param arrays inputs in the order the operation documents
         * @return this builder
         */
        public Builder inputs(INDArray... arrays) {
            for (int i = 0; i < arrays.length; i++) {
                context.setInputArray(i, arrays[i]);
            }
            return this;
        }

        /**
         * Sets the arrays to write.
         *
         * @param arrays outputs in the order the operation documents
         * @return this builder
         */
        public Builder outputs(INDArray... arrays) {
            for (int i = 0; i < arrays.length; i++) {
                context.setOutputArray(i, arrays[i]);
            }
            return this;
        }

        /**
         * Sets the integer arguments.
         *
         * @param values the arguments
         * @return this builder
         */
        public Builder ints(long... values) {
            context.setIArguments(values);
            return this;
        }

        /**
         * Sets the floating-point arguments.
         *
         * @param values the arguments
         * @return this builder
         */
        public Builder floats(double... values) {
            context.setTArguments(values);
            return this;
        }

        /**
         * Sets the boolean arguments.
         *
         * @param values the arguments
         * @return this builder
         */
        public Builder flags(boolean... values) {
            context.setBArguments(values);
            return this;
        }

        /** {@return the prepared operation} */
        public NativeOp build() {
            context.shapeFunctionOverride(true);
            return new NativeOp(name, context);
        }
    }
}
