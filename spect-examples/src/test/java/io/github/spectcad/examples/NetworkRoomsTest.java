package io.github.spectcad.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of spect-nn, of which {@code frozen} and {@code kernel} are not public API; see docs/architecture.md. */
@AnalyzeClasses(packages = "io.github.spectcad", importOptions = ImportOption.DoNotIncludeTests.class)
class NetworkRoomsTest {
    @ArchTest
    static final ArchRule kernelsKnowNothingOfLayers = noClasses()
            .that()
            .resideInAPackage("io.github.spectcad.nn.kernel..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are ours and no kernels",
                    c -> c.getPackageName().startsWith("io.github.spectcad")
                            && !c.getPackageName().startsWith("io.github.spectcad.nn.kernel")));

    @ArchTest
    static final ArchRule layersUseKernelsOnly = noClasses()
            .that()
            .resideInAPackage("io.github.spectcad.nn.layer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.spectcad.nn",
                    "io.github.spectcad.nn.frozen..",
                    "io.github.spectcad.nn.graph..",
                    "io.github.spectcad.nn.backbone..",
                    "io.github.spectcad.nn.fusion..",
                    "io.github.spectcad.nn.explain..",
                    "io.github.spectcad.nn.model..",
                    "io.github.spectcad.nn.train..");

    @ArchTest
    static final ArchRule onlyTheGraphRewritesToFrozenForms = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.spectcad.nn.frozen..", "io.github.spectcad.nn.graph..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.spectcad.nn.frozen..");

    @ArchTest
    static final ArchRule backbonesAndFusionsAreWrittenAsPluginsAre = noClasses()
            .that()
            .resideInAnyPackage("io.github.spectcad.nn.backbone..", "io.github.spectcad.nn.fusion..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.spectcad.nn.frozen..", "io.github.spectcad.nn.kernel..");

    @ArchTest
    static final ArchRule kernelsAreForNetworksOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.spectcad.nn..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.spectcad.nn.kernel..");
}
