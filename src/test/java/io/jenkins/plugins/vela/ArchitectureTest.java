package io.jenkins.plugins.vela;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

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

    /** One policy decides what may be reached: whoever has a client of his own would go past it. */
    @ArchTest
    static final ArchRule requestsGoThroughOneClient = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "provider.http..", ROOT + "cluster..", ROOT + "sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc..", "java.net.http..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.net.HttpURLConnection.class)
            .orShould()
            .callMethod(java.net.URL.class, "openStream")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingHereKnowsJenkins = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..")
            .allowEmptyShould(true);

    /** They are packed by themselves. */
    @ArchTest
    static final ArchRule nothingUsesTheTestHelpersOrGroovy = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "testing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "testing..", "groovy..", "org.codehaus.groovy..");

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .allowEmptyShould(true);

    /** What a run is, what it is to become, and what keeps it: none of them performs anything. */
    @ArchTest
    static final ArchRule theStateOfARunDoesNoInputAndOutput = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "workflow.model..", ROOT + "workflow.state..", ROOT + "workflow.schedule..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "cue..",
                    ROOT + "provider..",
                    ROOT + "cluster..",
                    ROOT + "workflow.session..",
                    ROOT + "workflow.journal..",
                    "java.io..",
                    "java.nio.file..",
                    "java.util.concurrent..");

    @ArchTest
    static final ArchRule sessionsKeepNoJournalAndNoThread = noClasses()
            .that()
            .resideInAPackage(ROOT + "workflow.session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "cluster..", ROOT + "workflow.journal..", "java.nio.file..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule stateAsksNoClock = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "workflow.state..", ROOT + "workflow.schedule..", ROOT + "workflow.session..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");
}
