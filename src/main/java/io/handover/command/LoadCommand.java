package io.handover.command;

import io.handover.facts.LoadFeeds;
import io.handover.facts.LoadedFacts;
import io.handover.report.FactsSummary;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code load DIR}: takes in what the world says of orders, accounts and people. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Loads what is known of orders, accounts and people from the feeds in a folder.",
        footer = {
            "",
            "The feeds are accounts.csv, virtual_accounts.csv, people.csv, orders.csv, order_lines.csv and"
                    + " order_access.csv. Any of them may be absent; all that are there are applied, or none."
        })
final class LoadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "DIR", description = "The folder that the feeds are in.")
    private Path folder;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Arguments.requireFolder(command, folder);
        try (ConfigurableApplicationContext program = Application.start()) {
            LoadedFacts facts = program.getBean(LoadFeeds.class).load(folder);
            json.print(command, facts, FactsSummary.inWords(facts));
            return ExitStatus.DONE;
        }
    }
}
