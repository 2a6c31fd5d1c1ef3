package io.github.spectcad.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules point one way only; see docs/architecture.md. */
@AnalyzeClasses(packages = "io.github.spectcad", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleArrowsTest {
    @ArchTest
    static final ArchRule statsKnowsNothingOfSpect = noClasses()
            .that()
            .resideInAPackage("io.github.spectcad.stats..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.spectcad.core..",
                    "io.github.spectcad.io..",
                    "io.github.spectcad.nn..",
                    "io.github.spectcad.study..",
                    "io.github.spectcad.cli..",
                    "io.github.spectcad.examples..");

    @ArchTest
    static final ArchRule coreUsesTheJdkOnly = noClasses()
            .that()
            .resideInAPackage("io.github.spectcad.core..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "io.github.spectcad.core..");

    @ArchTest
    static final ArchRule onlyNnAndTheContractsOfItsLayersSeeNd4j = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.spectcad.nn..", "io.github.spectcad.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule onlyTheSparkModuleSeesSpark = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.spectcad.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

    @ArchTest
    static final ArchRule nnUsesNd4jWithoutDeeplearning4j = noClasses()
            .that()
            .resideInAPackage("io.github.spectcad.nn..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.deeplearning4j..",
                    "io.github.spectcad.io..",
                    "io.github.spectcad.study..",
                    "io.github.spectcad.cli..",
                    "io.github.spectcad.examples..");

    @ArchTest
    static final ArchRule ioUsesCoreOnly = noClasses()
            .that()
            .resideInAPackage("io.github.spectcad.io..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.spectcad.nn..",
                    "io.github.spectcad.stats..",
                    "io.github.spectcad.study..",
                    "io.github.spectcad.cli..",
                    "io.github.spectcad.examples..");

    @ArchTest
    static final ArchRule onnxUsesCoreAndItsRuntimeOnly = noClasses()
            .that()
            .resideInAPackage("io.github.spectcad.onnx..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java..", "ai.onnxruntime..", "io.github.spectcad.core..", "io.github.spectcad.onnx..");

    @ArchTest
    static final ArchRule studyDoesNotUseTheCommandLine = noClasses()
            .that()
            .resideInAPackage("io.github.spectcad.study..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.spectcad.cli..", "io.github.spectcad.examples..");

    @ArchTest
    static final ArchRule thePageForReadingUsesNoStudy = noClasses()
            .that()
            .resideInAPackage("io.github.spectcad.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.spectcad.stats..",
                    "io.github.spectcad.study..",
                    "io.github.spectcad.cli..",
                    "io.github.spectcad.examples..");

    @ArchTest
    static final ArchRule onlyThePageForReadingSeesJetty = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.spectcad.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule theCommandLineDoesNotUseTheExamples = noClasses()
            .that()
            .resideInAPackage("io.github.spectcad.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.spectcad.examples..");

    @ArchTest
    static final ArchRule modulesHaveNoCycles =
            slices().matching("io.github.spectcad.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule librariesDoNotPrint = noClasses()
            .that()
            .resideOutsideOfPackages("io.github.spectcad.cli..", "io.github.spectcad.examples..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
