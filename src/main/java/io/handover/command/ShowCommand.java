package io.handover.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code show}: what the register knows of one thing. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows where an order is and its history, or what an account holds.",
        subcommands = {ShowOrderCommand.class, ShowAccountCommand.class})
final class ShowCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(command.commandLine(), "Show what? An order or an account.");
    }
}
