package org.otvae;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of docs/architecture.md that a compiler does not check. */
class ArchitectureTest {

    /** Each package may use those before it, never those after it. */
    private static final List<String> ORDER =
            List.of("settings", "signal", "provenance", "op", "metric", "data", "graph", "codebook", "quantizer", "model",
                    "train", "prior");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/test-classes/") && !location.contains("/test/"))
            .importPackages(ORDER.stream().map(name -> "org.otvae." + name).toArray(String[]::new));

    @Test
    void theRulesSeeTheCode() {
        for (String name : ORDER) {
            assertThat(CORE.stream().map(JavaClass::getPackageName)).contains("org.otvae." + name);
        }
        assertThat(CORE.stream().map(JavaClass::getName)).noneMatch(name -> name.endsWith("Test"));
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        assertThat(CORE.stream().map(type -> type.getPackageName().replace("org.otvae.", "")).distinct())
                .isSubsetOf(ORDER);
    }

    @TestFactory
    List<DynamicTest> aPackageUsesOnlyThoseBeforeIt() {
        return java.util.stream.IntStream.range(0, ORDER.size() - 1).mapToObj(i -> {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream().map(name -> "org.otvae." + name + "..")
                    .toArray(String[]::new);
            return DynamicTest.dynamicTest(ORDER.get(i), () -> noClasses().that()
                    .resideInAPackage("org.otvae." + ORDER.get(i))
                    .should().dependOnClassesThat().resideInAnyPackage(later).check(CORE));
        }).toList();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.otvae.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void metricsProvenanceAndDataKnowNothingOfNd4jsGraphs() {
        noClasses().that().resideInAnyPackage("org.otvae.metric", "org.otvae.data").should().dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..").check(CORE);
        noClasses().that().resideInAPackage("org.otvae.provenance").should().dependOnClassesThat()
                .resideInAnyPackage("org.nd4j.autodiff..").check(CORE);
    }

    @Test
    void onlyOpAndGraphKnowHowNd4jExecutes() {
        noClasses().that().resideOutsideOfPackages("org.otvae.op", "org.otvae.graph").should().dependOnClassesThat(
                resideInAnyPackage("org.nd4j.autodiff.samediff.internal..", "org.nd4j.linalg.api.ops.executioner..")
                        .or(com.tngtech.archunit.core.domain.properties.HasName.Predicates
                                .nameMatching("org\\.nd4j\\.linalg\\.api\\.ops\\.OpContext"))).check(CORE);
        noClasses().that().resideInAPackage("org.otvae.graph").and().arePublic().and().doNotHaveSimpleName("Session")
                .should().dependOnClassesThat().resideInAnyPackage("org.nd4j.autodiff.samediff.internal..",
                        "org.nd4j.linalg.api.ops.executioner..").check(CORE);
    }

    @Test
    void onlyTheSessionTouchesStandardStreams() {
        noClasses().that().doNotHaveFullyQualifiedName("org.otvae.graph.Session").should()
                .accessField(System.class, "out").orShould().accessField(System.class, "err").check(CORE);
        noClasses().should().callMethod(Throwable.class, "printStackTrace").check(CORE);
    }

    @Test
    void noStaticFieldCanBeReassignedFromOutside() {
        fields().that().areStatic().and().arePublic().should().beFinal().check(CORE);
        fields().that().areStatic().and().arePublic().should().notHaveRawType(
                com.tngtech.archunit.base.DescribedPredicate.describe("an array", JavaClass::isArray)).check(CORE);
    }

    @Test
    void randomnessAndClocksHaveOneSource() {
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("org.nd4j.linalg.api.rng.Random")
                .orShould().callMethod(Math.class, "random").check(CORE);
        noClasses().that().resideOutsideOfPackage("org.otvae.provenance").should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(java.time.Instant.class, "now").check(CORE);
    }

    @Test
    void nothingIsDeserialized() {
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream").check(CORE);
        noClasses().should().callMethod(org.nd4j.autodiff.samediff.SameDiff.class, "load", java.io.File.class,
                boolean.class)
                .check(CORE);
    }

    @Test
    void thereIsNoKotlin() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("kotlin..").check(CORE);
    }

    @Test
    void namesSayWhatATypeIs() {
        noClasses().should().haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("Utils")
                .orShould().haveSimpleNameEndingWith("Helper").orShould().haveSimpleNameEndingWith("Manager")
                .orShould().haveSimpleNameEndingWith("Factory").orShould().haveSimpleNameEndingWith("Impl")
                .orShould().haveSimpleNameStartingWith("Abstract").orShould().haveSimpleNameStartingWith("Base")
                .check(CORE);
    }
}
