package io.handover.command;

import io.handover.notify.Subscriptions;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code notify remove EMAIL}. */
@Command(name = "remove", mixinStandardHelpOptions = true, description = "Takes a requester from the list.")
final class NotifyRemoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "EMAIL", description = "The requester's address, as in request files.")
    private String email;

    @Override
    public Integer call() {
        Arguments.require(Subscriptions.isAddress(email), command, "'" + email + "' cannot be an e-mail address.");
        try (ConfigurableApplicationContext program = Application.start()) {
            program.getBean(Subscriptions.class).set(email, false);
            command.commandLine().getOut().println(email + " is told no more.");
            return ExitStatus.DONE;
        }
    }
}
