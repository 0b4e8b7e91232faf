package io.handover.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line as a whole. */
@Command(
        name = "handover",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Moves orders between Smart Accounts in bulk.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            RetryCommand.class,
            UndoCommand.class,
            NightlyCommand.class,
            LoadCommand.class,
            ShowCommand.class,
            HoldingCommand.class,
            TemplateCommand.class,
            RunsCommand.class,
            ResumeCommand.class,
            StopCommand.class,
            AuditCommand.class,
            NotifyCommand.class,
            PruneCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done; all requests ASSIGNED or UNCHANGED",
            "1:audit verify: something is not as it was sealed",
            "2:wrong usage",
            "4:finished, some requests DEFERRED or REJECTED",
            "5:more rejected than allowed, nothing applied",
            "65:input refused, nothing applied",
            "69:database not reachable",
            "70:internal error",
            "75:busy, try later",
            "130:stopped; the same command takes it up again"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  HANDOVER_HOME                     folder of Handover's own PostgreSQL",
            "                                    (default: .handover)",
            "  HANDOVER_DATABASE_URL             another PostgreSQL to use, as in",
            "                                    jdbc:postgresql://HOST/DATABASE",
            "  HANDOVER_DATABASE_USER            the role that the program works as",
            "  HANDOVER_DATABASE_PASSWORD        and its password",
            "  HANDOVER_DATABASE_OWNER           the role that owns the tables, needed",
            "                                    for the first start and after updates",
            "  HANDOVER_DATABASE_OWNER_PASSWORD  and its password",
            "  HANDOVER_MAIL_TO                  who is told of each run by mail",
            "  HANDOVER_MAIL_FROM                the sender of mails",
            "  HANDOVER_MAIL_HOST                the mail server",
            "  HANDOVER_MAIL_PORT                and its port",
            "  HANDOVER_MAIL_USER                who logs in there",
            "  HANDOVER_MAIL_PASSWORD            and the password",
            "  HANDOVER_MAIL_TLS                 starttls (default), tls or none",
            "  HANDOVER_WEBHOOK_URL              what is called after each run",
            "  HANDOVER_WEBHOOK_SECRET           signs the calls",
            "  OTEL_EXPORTER_OTLP_ENDPOINT       where traces of runs go"
        })
public final class HandoverCommand {
    @Spec
    private CommandSpec command;

    private HandoverCommand() {}

    /** Takes effect while the command line is read, before anything is logged. */
    @Option(
            names = "--log-format",
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            description = "How progress and messages are written to standard error: text or json (one object a line).")
    @SuppressWarnings("UnusedMethod") // What reads the command line calls it.
    private void logAs(LogFormat format) {
        format.set();
        if (format == LogFormat.json) {
            command.commandLine().setErr(LogFormat.logged(Level.INFO));
        }
    }

    /** Carries out a command line and returns the exit status. Spring starts only for commands that need it. */
    public static int execute(String... arguments) {
        return execute(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
    }

    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        LogFormat.text.set();
        return new CommandLine(new HandoverCommand())
                .setUsageHelpAutoWidth(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(HandoverCommand::explain)
                .setExecutionExceptionHandler(HandoverCommand::tell)
                .execute(arguments);
    }

    private static int tell(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        return ExitStatus.of(failure, ofErrors(command), parsed);
    }

    /** In a log, what ended the command is an error. */
    private static CommandLine ofErrors(CommandLine command) {
        return LogFormat.current() == LogFormat.json ? command.setErr(LogFormat.logged(Level.ERROR)) : command;
    }

    /** Says what is wrong and where help is, and not all the help, in which the one line that matters would get lost. */
    private static int explain(CommandLine.ParameterException wrong, String[] arguments) {
        CommandLine command = ofErrors(wrong.getCommandLine());
        PrintWriter err = command.getErr();
        err.println(wrong.getMessage());
        if (arguments.length == 0) {
            command.usage(err);
        } else if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("For help: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitStatus.USAGE;
    }
}
