package io.handover.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit}: leads to the commands that hold the ledger against what others say. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Answers those who want to check what the ledger says.",
        subcommands = {
            AuditHeadCommand.class,
            AuditVerifyCommand.class,
            AuditExportCommand.class,
            AuditProveCommand.class,
            AuditReconcileCommand.class,
            AuditDetachCommand.class
        })
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(
                command.commandLine(),
                "Audit what? "
                        + String.join(
                                ", ", command.commandLine().getSubcommands().keySet()) + ".");
    }
}
