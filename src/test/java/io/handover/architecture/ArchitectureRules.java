package io.handover.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import org.jspecify.annotations.NullMarked;

/**
 * What the compiler cannot check. A rule about packages takes the package that they are in, so that the same rule can
 * be tried on the planted packages.
 */
final class ArchitectureRules {
    private ArchitectureRules() {}

    static ArchRule importsRunOneWay(String root) {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("program")
                .definedBy(root)
                .layer("command")
                .definedBy(root + ".command..")
                .layer("nightly")
                .definedBy(root + ".nightly..")
                .layer("trace")
                .definedBy(root + ".trace..")
                .layer("run")
                .definedBy(root + ".run..")
                .layer("metrics")
                .definedBy(root + ".metrics..")
                .layer("notify")
                .definedBy(root + ".notify..")
                .layer("report")
                .definedBy(root + ".report..")
                .layer("audit")
                .definedBy(root + ".ledger.audit..")
                .layer("ledger")
                .definedBy(root + ".ledger")
                .layer("merkle")
                .definedBy(root + ".ledger.merkle..")
                .layer("facts")
                .definedBy(root + ".facts..")
                .layer("csv")
                .definedBy(root + ".csv..")
                .layer("assignment")
                .definedBy(root + ".assignment..")
                .layer("database")
                .definedBy(root + ".database..")
                .layer("files")
                .definedBy(root + ".files..")
                .whereLayer("program")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("command")
                .mayOnlyAccessLayers(
                        "nightly",
                        "run",
                        "metrics",
                        "notify",
                        "report",
                        "audit",
                        "ledger",
                        "facts",
                        "csv",
                        "assignment",
                        "database",
                        "files")
                .whereLayer("nightly")
                .mayOnlyAccessLayers(
                        "run",
                        "metrics",
                        "notify",
                        "report",
                        "ledger",
                        "facts",
                        "csv",
                        "assignment",
                        "database",
                        "files")
                .whereLayer("trace")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("trace")
                .mayOnlyAccessLayers("run", "ledger", "assignment", "database")
                .whereLayer("run")
                .mayOnlyAccessLayers("notify", "report", "ledger", "facts", "csv", "assignment", "database", "files")
                .whereLayer("metrics")
                .mayOnlyAccessLayers("ledger", "assignment", "database", "files")
                .whereLayer("notify")
                .mayOnlyAccessLayers("report", "ledger", "csv", "assignment", "database", "files")
                .whereLayer("report")
                .mayOnlyAccessLayers("audit", "ledger", "facts", "csv", "assignment", "database", "files")
                .whereLayer("audit")
                .mayOnlyAccessLayers("ledger", "merkle", "facts", "csv", "assignment", "database", "files")
                .whereLayer("merkle")
                .mayNotAccessAnyLayer()
                .whereLayer("ledger")
                .mayOnlyAccessLayers("merkle", "facts", "csv", "assignment", "database", "files")
                .whereLayer("facts")
                .mayOnlyAccessLayers("csv", "assignment", "database", "files")
                .whereLayer("csv")
                .mayOnlyAccessLayers("assignment")
                .whereLayer("assignment")
                .mayNotAccessAnyLayer()
                .whereLayer("database")
                .mayOnlyAccessLayers("files")
                .whereLayer("files")
                .mayNotAccessAnyLayer()
                .ensureAllClassesAreContainedInArchitecture()
                .because("what decides must not depend on what asks, or neither can be read or tested alone");
    }

    static ArchRule assignmentIsPureJava(String root) {
        String assignment = root + ".assignment..";
        return classes()
                .that()
                .resideInAPackage(assignment)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(assignment, "java..", "org.jspecify..")
                        .and(not(resideInAPackage("java.sql..")))
                        .and(not(equivalentTo(Clock.class))))
                .because("the same request and the same facts must give the same outcome, whatever surrounds them");
    }

    static ArchRule timeComesFromAClock() {
        return noClasses()
                .should()
                .accessTargetWhere(describe("it asks the machine for the time", ArchitectureRules::asksTheMachine))
                .because("a test must be able to say what time it is: take a java.time.Clock and ask that");
    }

    static ArchRule clocksAreWiredInOnePlace(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root, root + ".command..", root + ".run..")
                .should()
                .accessTargetWhere(describe("it makes a clock of the machine's time", ArchitectureRules::makesAClock))
                .because("a clock that a class makes for itself cannot be set by those who use the class");
    }

    static ArchRule namesSayWhatAThingIs() {
        return noClasses()
                .should()
                .haveNameMatching(".*[a-z0-9](Manager|Helper|Utils?|Impl|Base|Data|Info|D[Tt][Oo])(\\$.*)?")
                .because("such an ending stands where a word of the design should");
    }

    static ArchRule nothingIsInjectedIntoFields() {
        return NO_CLASSES_SHOULD_USE_FIELD_INJECTION.because(
                "what a class needs is in its constructor, or it can be made without it");
    }

    static ArchRule onlyCommandsTalkToTheTerminal(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".command..")
                .should(ACCESS_STANDARD_STREAMS)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("standard output is for results that programs read, and there is one log, that of SLF4J");
    }

    static ArchRule testsMockNothing() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mockito..", "org.springframework.test.context.bean.override.mockito..")
                .because("a mock of our own says what its author believed, not what the code does");
    }

    static ArchRule packagesAreNullMarked() {
        return classes()
                .should(ArchCondition.from(describe(
                        "be in a package whose package-info is @NullMarked",
                        type -> type.getPackage().isAnnotatedWith(NullMarked.class))))
                .because("elsewhere NullAway checks nothing");
    }

    private static boolean asksTheMachine(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        String owner = target.getOwner().getName();
        return switch (target.getName()) {
            case "now" ->
                owner.startsWith("java.time.")
                        && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
            case "currentTimeMillis" -> owner.equals(System.class.getName());
            case "getInstance" -> owner.equals(Calendar.class.getName());
            case "<init>" ->
                owner.equals(Date.class.getName())
                        && target.getRawParameterTypes().isEmpty();
            default -> false;
        };
    }

    private static boolean makesAClock(JavaAccess<?> access) {
        return access.getTarget().getOwner().isEquivalentTo(Clock.class)
                && (access.getName().startsWith("system") || access.getName().startsWith("tick"));
    }
}
