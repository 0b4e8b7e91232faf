package io.handover.command;

import io.handover.notify.Subscriptions;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code notify add EMAIL}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Tells a requester by mail, after each run, what became of their own requests in it.")
final class NotifyAddCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "EMAIL", description = "The requester's address, as in request files.")
    private String email;

    @Override
    public Integer call() {
        Arguments.require(Subscriptions.isAddress(email), command, "'" + email + "' cannot be an e-mail address.");
        try (ConfigurableApplicationContext program = Application.start()) {
            program.getBean(Subscriptions.class).set(email, true);
            command.commandLine().getOut().println(email + " is told by mail what became of their requests.");
            return ExitStatus.DONE;
        }
    }
}
