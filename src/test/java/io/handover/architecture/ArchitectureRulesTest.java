package io.handover.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Each rule finds the violations that are planted under {@code planted}, and nothing else there: beside each violation
 * stands what resembles it and is allowed.
 */
class ArchitectureRulesTest {
    private static final String PLANTED = "io.handover.architecture.planted.";

    @Test
    void findsImportsAgainstTheDirection() {
        ArchRule rule = ArchitectureRules.importsRunOneWay(PLANTED + "imports");

        assertThat(violations(rule, "imports"))
                .noneMatch(line -> line.contains(".command.Command."))
                .anyMatch(line -> line.contains(".csv.CsvThatKnowsItsCommand"))
                .anyMatch(line -> line.contains("assignment.RuleThatLooksIntoTheDatabase"))
                .anyMatch(line -> line.contains("database.DatabaseThatKnowsAFact"))
                .anyMatch(line -> line.contains("ledger.Ledger.audit()"))
                .anyMatch(line -> line.contains("merkle.TreeThatKnowsTheLedger"))
                .anyMatch(line -> line.contains("elsewhere.InNoPackageOfTheDesign"));
    }

    @Test
    void findsAnAssignmentThatUsesMoreThanJava() {
        ArchRule rule = ArchitectureRules.assignmentIsPureJava(PLANTED + "pure");

        assertThat(violations(rule, "pure"))
                .isNotEmpty()
                .allMatch(line -> line.contains("assignment.RuleWith"))
                .anyMatch(line -> line.contains("RuleWithSpring"))
                .anyMatch(line -> line.contains("RuleWithSql"))
                .anyMatch(line -> line.contains("RuleWithAClock"));
    }

    @Test
    void findsTimeThatComesFromTheMachine() {
        assertThat(violations(ArchitectureRules.timeComesFromAClock(), "clock"))
                .hasSize(5)
                .allMatch(line -> line.contains("clock.run.TimeOfTheMachine."));
    }

    @Test
    void findsAClockThatAClassMakesForItself() {
        ArchRule rule = ArchitectureRules.clocksAreWiredInOnePlace(PLANTED + "clock");

        assertThat(violations(rule, "clock")).singleElement().asString().contains("clock.ledger.LedgerWithItsOwnClock");
    }

    @Test
    void findsNamesThatSayNothing() {
        assertThat(violations(ArchitectureRules.namesSayWhatAThingIs(), "names"))
                .hasSize(9)
                .allMatch(line -> line.contains("names.NamesThatSayNothing$Order"));
    }

    @Test
    void findsFieldsThatAreInjectedInto() {
        assertThat(violations(ArchitectureRules.nothingIsInjectedIntoFields(), "injection"))
                .singleElement()
                .asString()
                .contains("injection.InjectedIntoItsField");
    }

    @Test
    void findsWhoTalksToTheTerminalBesidesCommands() {
        ArchRule rule = ArchitectureRules.onlyCommandsTalkToTheTerminal(PLANTED + "terminal");

        assertThat(violations(rule, "terminal"))
                .isNotEmpty()
                .allMatch(line -> line.contains("terminal.run.Run"))
                .anyMatch(line -> line.contains("RunThatPrints"))
                .anyMatch(line -> line.contains("RunWithALogOfItsOwn"));
    }

    @Test
    void findsMocks() {
        assertThat(violations(ArchitectureRules.testsMockNothing(), "mocks"))
                .isNotEmpty()
                .allMatch(line -> line.contains("mocks.TestWithAMock"));
    }

    @Test
    void findsPackagesThatAreNotNullMarked() {
        assertThat(violations(ArchitectureRules.packagesAreNullMarked(), "nullness"))
                .noneMatch(line -> line.contains("nullness.marked."))
                .anyMatch(line -> line.contains("nullness.withoutpackageinfo.InAPackageWithoutPackageInfo"))
                .anyMatch(line -> line.contains("nullness.unmarked.InAnUnmarkedPackage"));
    }

    private static List<String> violations(ArchRule rule, String planted) {
        return rule.evaluate(new ClassFileImporter().importPackages(PLANTED + planted))
                .getFailureReport()
                .getDetails();
    }
}
