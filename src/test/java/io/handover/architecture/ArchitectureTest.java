package io.handover.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules, kept by the program and its tests. That each can fail is shown by {@link ArchitectureRulesTest}. */
class ArchitectureTest {
    private static final String HANDOVER = "io.handover";

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HANDOVER);

    private static final JavaClasses PROGRAM_AND_TESTS = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/architecture/planted/"))
            .importPackages(HANDOVER);

    @Test
    void importsRunOneWay() {
        ArchitectureRules.importsRunOneWay(HANDOVER).check(PROGRAM);
    }

    @Test
    void assignmentIsPureJava() {
        ArchitectureRules.assignmentIsPureJava(HANDOVER).check(PROGRAM);
    }

    @Test
    void timeComesFromAClock() {
        ArchitectureRules.timeComesFromAClock().check(PROGRAM);
    }

    @Test
    void clocksAreWiredInOnePlace() {
        ArchitectureRules.clocksAreWiredInOnePlace(HANDOVER).check(PROGRAM);
    }

    @Test
    void namesSayWhatAThingIs() {
        ArchitectureRules.namesSayWhatAThingIs().check(PROGRAM_AND_TESTS);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        ArchitectureRules.nothingIsInjectedIntoFields().check(PROGRAM);
    }

    @Test
    void onlyCommandsTalkToTheTerminal() {
        ArchitectureRules.onlyCommandsTalkToTheTerminal(HANDOVER).check(PROGRAM);
    }

    @Test
    void testsMockNothing() {
        ArchitectureRules.testsMockNothing().check(PROGRAM_AND_TESTS);
    }

    @Test
    void packagesAreNullMarked() {
        ArchitectureRules.packagesAreNullMarked().check(PROGRAM_AND_TESTS);
    }
}
