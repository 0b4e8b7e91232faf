package io.handover.command;

import io.handover.notify.Subscriptions;
import io.handover.notify.Subscriptions.Subscription;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code notify list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the requesters who are told.",
        footer = "With --json, one object on one line for each requester.")
final class NotifyListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext program = Application.start()) {
            List<Subscription> wanted = program.getBean(Subscriptions.class).wanted();
            if (wanted.isEmpty() && !json.wanted()) {
                command.commandLine().getOut().println("Nobody is told.");
            }
            wanted.forEach(each -> json.print(command, each, String.format("%s%n", each.email())));
            return ExitStatus.DONE;
        }
    }
}
