package io.github.spectcad.testkit;

import io.github.spectcad.nn.explain.SaliencyMethod;
import io.github.spectcad.nn.explain.SaliencyMethods;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in saliency methods keep their contract. */
@ParameterizedClass
@MethodSource("methods")
class BuiltInSaliencyMethodsTest extends SaliencyMethodContract {
    @Parameter
    private SaliencyMethod tested;

    static Stream<SaliencyMethod> methods() {
        return SaliencyMethods.load().providers().stream();
    }

    @Override
    protected SaliencyMethod method() {
        return tested;
    }
}
