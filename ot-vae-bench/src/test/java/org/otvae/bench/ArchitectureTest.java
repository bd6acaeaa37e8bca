package org.otvae.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.otvae.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    private final ArchRule onlyCommandsKnowTheCommandLine = noClasses().that()
            .resideOutsideOfPackage("org.otvae.bench.command")
            .should().dependOnClassesThat().resideInAPackage("picocli..");

    @ArchTest
    private final ArchRule onlyRunKnowsTheJsonLibrary = noClasses().that().resideOutsideOfPackage("org.otvae.bench.run")
            .should().dependOnClassesThat().resideInAPackage("com.fasterxml..");

    @ArchTest
    private final ArchRule onlyModalitiesTellKindsOfDataApart = noClasses().that()
            .resideInAnyPackage("org.otvae.bench.command", "org.otvae.bench.run", "org.otvae.bench.table")
            .should().dependOnClassesThat().resideInAnyPackage("org.otvae.image", "org.otvae.image.data..",
                    "org.otvae.image.model..", "org.otvae.image.metric..", "org.otvae.audio..", "org.otvae.motion..");

    @ArchTest
    private final ArchRule modalitiesKnowNoRuns = noClasses().that().resideInAPackage("org.otvae.bench.modality")
            .should().dependOnClassesThat().resideInAnyPackage("org.otvae.bench.run", "org.otvae.bench.table",
                    "org.otvae.bench.command", "org.otvae.bench.fetch");

    @ArchTest
    private final ArchRule experimentsKnowNoRuns = noClasses().that().resideInAPackage("org.otvae.bench.experiment")
            .should().dependOnClassesThat().resideInAnyPackage("org.otvae.bench.run", "org.otvae.bench.table",
                    "org.otvae.bench.command", "org.otvae.bench.fetch", "org.otvae.bench.modality");

    @ArchTest
    private final ArchRule runsKnowNoTablesAndNoCommands = noClasses().that().resideInAPackage("org.otvae.bench.run")
            .should().dependOnClassesThat().resideInAnyPackage("org.otvae.bench.table", "org.otvae.bench.command");

    @ArchTest
    private final ArchRule tablesKnowNoCommands = noClasses().that().resideInAPackage("org.otvae.bench.table")
            .should().dependOnClassesThat().resideInAPackage("org.otvae.bench.command");

    @ArchTest
    private final ArchRule onlyOneClassKnowsArbiter = noClasses().that()
            .haveNameNotMatching("org\\.otvae\\.bench\\.sweep\\.sampler\\.ArbiterSampler(\\$.*)?")
            .should().dependOnClassesThat().resideInAPackage("org.deeplearning4j.arbiter..");

    @ArchTest
    private final ArchRule onlyTheStoreOfStudiesKnowsDatabases = noClasses().that()
            .resideOutsideOfPackage("org.otvae.bench.sweep.study")
            .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "org.sqlite..", "org.postgresql..");

    @ArchTest
    private final ArchRule nothingPrintsPastTheTerminal = noClasses().that()
            .doNotHaveFullyQualifiedName("org.otvae.bench.Main")
            .should().accessField(System.class, "out").orShould().accessField(System.class, "err");
}
