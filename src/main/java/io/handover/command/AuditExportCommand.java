package io.handover.command;

import io.handover.assignment.Outcome;
import io.handover.assignment.Reason;
import io.handover.ledger.Head;
import io.handover.ledger.audit.ExportForm;
import io.handover.ledger.audit.ExportLedger;
import io.handover.ledger.audit.Exported;
import io.handover.ledger.audit.LedgerQuery;
import io.handover.ledger.audit.NotTheSameLedger;
import io.handover.run.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit export}: outcomes to take home, with their proofs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes the outcomes of the ledger to a file, and beside it FILE.manifest.json, which proves them.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:written", "1:the ledger does not go on from the head that was given; nothing was written"},
        footer = {
            "",
            "Without conditions, all outcomes of all runs that are over, previews too. Each option can be given several"
                    + " times: its values are alternatives; different options must all hold. The same question to the same"
                    + " ledger gives the same bytes. audit verify --export checks both files without a database;"
                    + " docs/ledger-format.md tells how to check them without Handover.",
            "",
            "Times without a zone, and dates, are UTC."
        })
final class AuditExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The file to write; its end tells the form: .csv, .jsonl (an object a line) or .parquet.")
    private Path file;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeSpan.Converter.class,
            description = "Decided on this date or later, or from this time on.")
    private @Nullable TimeSpan from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeSpan.Converter.class,
            description = "Decided on this date or earlier, or before this time.")
    private @Nullable TimeSpan until;

    @Option(names = "--run", paramLabel = "N", description = "Of this run.")
    private List<Long> runs = List.of();

    @Option(
            names = "--order",
            paramLabel = "NUMBER",
            description = "For this order: by sales or web order number, or as the request names it.")
    private List<String> orders = List.of();

    @Option(names = "--account", paramLabel = "DOMAIN", description = "From or to this account.")
    private List<String> accounts = List.of();

    @Option(names = "--partner", paramLabel = "CODE", description = "For orders that are this partner's now.")
    private List<String> partners = List.of();

    @Option(names = "--requester", paramLabel = "EMAIL", description = "Asked for by this requester.")
    private List<String> requesters = List.of();

    @Option(names = "--status", paramLabel = "STATUS", description = "With this outcome: ${COMPLETION-CANDIDATES}.")
    private List<Outcome.Status> statuses = List.of();

    @Option(names = "--reason", paramLabel = "CODE", description = "With this reason among the reasons against it.")
    private List<Reason> reasons = List.of();

    @Option(
            names = "--since",
            paramLabel = "HEAD",
            converter = GivenHead.class,
            description = "Prove, too, that the ledger goes on from this head: SIZE:ROOT, or a manifest that has it.")
    private @Nullable Head since;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        ExportForm form = form(command, file);
        try (ConfigurableApplicationContext program = Application.start()) {
            Progress progress = program.getBean(Progress.class);
            progress.begin("exporting outcomes", Progress.UNKNOWN);
            Exported exported =
                    program.getBean(ExportLedger.class).export(query(), form, file, since, progress::advance);
            progress.end();
            json.print(command, exported, inWords(exported));
            return ExitStatus.DONE;
        } catch (NotTheSameLedger fault) {
            command.commandLine().getErr().println(fault.getMessage());
            return ExitStatus.NOT_AS_SEALED;
        }
    }

    /** Returns the form of the file that an export goes to. */
    static ExportForm form(CommandSpec command, Path file) {
        ExportForm form = ExportForm.of(file);
        Arguments.require(form != null, command, file + " ends neither in .csv nor in .jsonl nor in .parquet.");
        Arguments.requireWritableFolder(
                command, Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(".")));
        return Objects.requireNonNull(form);
    }

    private LedgerQuery query() {
        return new LedgerQuery(
                from == null ? null : from.start(),
                until == null ? null : until.end(),
                runs,
                orders,
                accounts,
                partners,
                requesters,
                statuses.stream().map(Outcome.Status::name).toList(),
                reasons.stream().map(Reason::name).toList());
    }

    private static String inWords(Exported exported) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Exported %,d outcomes of %,d runs (%,d of them whole), head %s:%n  %s%n  %s%n",
                exported.rows(),
                exported.runs(),
                exported.whole(),
                exported.head().word(),
                exported.file(),
                exported.manifest()));
        if (!exported.detached().isEmpty()) {
            text.append(String.format(
                    "No longer in the ledger, and so not in the export: %s%n", String.join(", ", exported.detached())));
        }
        return text.toString();
    }
}
