package io.handover.command;

import io.handover.ledger.audit.FindingKind;
import io.handover.ledger.audit.ReconcileOrders;
import io.handover.ledger.audit.Reconciliation;
import io.handover.report.FindingsReport;
import io.handover.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit reconcile}: where others say that orders are, and where the ledger does. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares where the source system has each order with where Handover has it, and tells of each"
                + " difference what it means and what to do. Nothing is loaded or moved.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all orders are at the same place", "4:there are findings", "65:orders.csv was refused"})
final class AuditReconcileCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--facts",
            required = true,
            paramLabel = "DIR",
            description =
                    "The folder with their orders.csv, which must hold all orders; its other files do not matter.")
    private Path folder;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the findings, as CSV, to this file instead of standard output.")
    private @Nullable Path out;

    @Mixin
    private JsonOption json;

    @Spec
    @SuppressWarnings("UnusedMethod") // What reads the command line calls it.
    private void listKinds(CommandSpec spec) {
        Stream<String> kinds = Stream.of(FindingKind.values())
                .flatMap(kind -> Stream.of("", kind + ": " + kind.meaning() + " " + kind.advice()));
        spec.usageMessage()
                .footer(Stream.concat(Stream.of("", "An order gets the first finding that fits:"), kinds)
                        .toArray(String[]::new));
    }

    @Override
    public Integer call() throws IOException {
        Arguments.requireFolder(command, folder);
        if (out != null) {
            Arguments.require(!Files.isDirectory(out), command, out + " is a folder, not a file.");
            Arguments.requireWritableFolder(
                    command, Objects.requireNonNull(out.toAbsolutePath().getParent()));
        }
        try (ConfigurableApplicationContext program = Application.start()) {
            ReconcileOrders reconcile = program.getBean(ReconcileOrders.class);
            Reconciliation told = tell(teller -> reconcile.reconcile(folder, teller));
            return told.total() == 0 ? ExitStatus.DONE : ExitStatus.SOME_REFUSED;
        }
    }

    /** What is counted goes where the findings do not. */
    private Reconciliation tell(FindingsReport.Findings findings) throws IOException {
        PrintWriter text = command.commandLine().getOut();
        Reconciliation told;
        if (out == null) {
            told = FindingsReport.print(text, findings);
            text = command.commandLine().getErr();
        } else {
            told = FindingsReport.write(out, findings);
        }
        text.print(json.wanted() ? Json.inOneLine(told) + System.lineSeparator() : FindingsReport.inWords(told));
        text.flush();
        return told;
    }
}
