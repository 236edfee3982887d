package io.jenkins.plugins.vela;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the rules of the house: which package may use which. */
@AnalyzeClasses(packages = "io.jenkins.plugins.vela", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.vela.";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule cueKnowsNothingOfWorkflows = noClasses()
            .that()
            .resideInAPackage(ROOT + "cue..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "definition..",
                    ROOT + "provider..",
                    ROOT + "workflow..",
                    ROOT + "cluster..",
                    ROOT + "sandbox..",
                    ROOT + "document..",
                    ROOT + "cli..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule providersKnowNothingOfRuns = noClasses()
            .that()
            .resideInAPackage(ROOT + "provider..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "workflow..", ROOT + "cli..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheClusterSideTouchesFabric8 = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "cluster..", ROOT + "provider..", ROOT + "sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingHereKnowsJenkins = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .allowEmptyShould(true);
}
