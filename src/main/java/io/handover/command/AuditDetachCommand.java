package io.handover.command;

import io.handover.ledger.audit.DetachPeriod;
import io.handover.ledger.audit.ExportForm;
import io.handover.ledger.audit.Exported;
import io.handover.run.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code audit detach MONTH}: takes a month that is long over out of the ledger. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Exports a month that is long over, verifies the export, and takes the month out of the ledger.",
        footer = {
            "",
            "The month must have ended 30 days ago, and its runs must be over and pruned. The export has all outcomes of"
                    + " all runs that started in the month; keep it with its manifest: audit verify --export checks it"
                    + " at any time. The seals of the runs stay, so that every head, earlier and later, still proves what"
                    + " it proved. The table of the month stays apart from the ledger until its owner drops it.",
            "",
            "Afterwards the histories of orders no longer have what was decided in that month, and its runs cannot be undone."
        })
final class AuditDetachCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "MONTH",
            converter = Month.class,
            description = "As in 2026-01: the runs that started in this month of UTC.")
    private YearMonth month;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description =
                    "The export to write; its end tells the form: .csv, .jsonl or .parquet. It must not be there.")
    private Path file;

    @Mixin
    private JsonOption json;

    /** Reads a month. */
    static final class Month implements ITypeConverter<YearMonth> {
        @Override
        public YearMonth convert(String text) {
            try {
                return YearMonth.parse(text);
            } catch (DateTimeParseException none) {
                throw new TypeConversionException("'" + text + "' is no month, as in 2026-01.");
            }
        }
    }

    @Override
    public Integer call() {
        ExportForm form = AuditExportCommand.form(command, file);
        Arguments.require(Files.notExists(file), command, "--out: " + file + " is there already.");
        try (ConfigurableApplicationContext program = Application.start()) {
            Progress progress = program.getBean(Progress.class);
            progress.begin("exporting and verifying outcomes", Progress.UNKNOWN);
            Exported exported = program.getBean(DetachPeriod.class).detach(month, form, file, progress::advance);
            progress.end();
            json.print(command, exported, inWords(exported));
            return ExitStatus.DONE;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }

    private String inWords(Exported exported) {
        return String.format(
                Locale.ROOT,
                "%s is no longer in the ledger. Its %,d outcomes of %,d runs, verified, are in%n  %s%n  %s%n",
                month,
                exported.rows(),
                exported.runs(),
                exported.file(),
                exported.manifest());
    }
}
