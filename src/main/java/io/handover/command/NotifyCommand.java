package io.handover.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code notify}: leads to the commands about who is told what became of their requests. */
@Command(
        name = "notify",
        mixinStandardHelpOptions = true,
        description = "Keeps the list of requesters who are told by mail what became of their own requests.",
        subcommands = {NotifyAddCommand.class, NotifyRemoveCommand.class, NotifyListCommand.class})
final class NotifyCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        CommandLine line = command.commandLine();
        throw new ParameterException(line, "Do what with the list? add, remove or list.");
    }
}
