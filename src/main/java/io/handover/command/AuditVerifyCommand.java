package io.handover.command;

import io.handover.ledger.DetachedPeriods.Detached;
import io.handover.ledger.Head;
import io.handover.ledger.audit.ExportLedger;
import io.handover.ledger.audit.Fault;
import io.handover.ledger.audit.Verified;
import io.handover.ledger.audit.VerifiedExport;
import io.handover.ledger.audit.VerifyExport;
import io.handover.ledger.audit.VerifyLedger;
import io.handover.run.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit verify}: whether the ledger, or an export of it, is what was sealed. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes all hashes of the ledger anew, or those of an export, and tells what is not as it was sealed.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all is as it was sealed", "1:something is not"})
final class AuditVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Verify this export by the manifest beside it, without a database, and not the ledger.")
    private @Nullable Path export;

    @Option(
            names = "--since",
            paramLabel = "HEAD",
            converter = GivenHead.class,
            description =
                    "A head from before, SIZE:ROOT as audit head prints it, or a manifest that has one: make sure that"
                            + " nothing up to there was changed or taken away since.")
    private @Nullable Head since;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        boolean sound = export == null ? verifyLedger() : verifyExport(export);
        return sound ? ExitStatus.DONE : ExitStatus.NOT_AS_SEALED;
    }

    private boolean verifyLedger() {
        try (ConfigurableApplicationContext program = Application.start()) {
            Progress progress = program.getBean(Progress.class);
            progress.begin("verifying the outcomes", Progress.UNKNOWN);
            Verified verified = program.getBean(VerifyLedger.class).verify(since, progress::advance);
            progress.end();
            json.print(command, verified, inWords(verified));
            return verified.isSound();
        }
    }

    private boolean verifyExport(Path file) {
        Arguments.requireFile(command, file);
        Arguments.requireFile(command, ExportLedger.manifestOf(file));
        Progress progress = Application.progressOnStandardError();
        progress.begin("verifying the rows", Progress.UNKNOWN);
        VerifiedExport verified = VerifyExport.verify(file, since, progress::advance);
        progress.end();
        json.print(command, verified, inWords(verified));
        return verified.isSound();
    }

    private String inWords(Verified verified) {
        return faults(verified.first(), verified.faults())
                + String.format(
                        Locale.ROOT,
                        "%s: runs %,d, outcomes %,d, head %s%n",
                        verdict(verified.isSound()),
                        verified.runs(),
                        verified.outcomes(),
                        verified.head().word())
                + elsewhere(verified.detached())
                + (since != null && verified.isSound() ? goesOn(since) : "");
    }

    /** Whoever can write to the database can say of a month that it is elsewhere: its export has to be there. */
    private static String elsewhere(List<Detached> months) {
        return months.stream()
                .map(month -> String.format(
                        "Not looked at, because it was detached: %s. Verify its export, %s with the SHA-256 %s.%n",
                        month.period(), month.export(), month.sha256()))
                .collect(Collectors.joining());
    }

    private String inWords(VerifiedExport verified) {
        return faults(verified.first(), verified.faults())
                + String.format(
                        Locale.ROOT,
                        "%s: rows %,d, runs %,d (%,d of them whole)%s%n",
                        verdict(verified.isSound()),
                        verified.rows(),
                        verified.runs(),
                        verified.whole(),
                        verified.head() == null
                                ? ""
                                : ", head " + verified.head().word())
                + (!verified.isSound()
                        ? ""
                        : since == null
                                ? String.format(
                                        "That is true of the ledger if you know the head from elsewhere: compare, or name"
                                                + " one with --since.%n")
                                : goesOn(since));
    }

    private static String verdict(boolean sound) {
        return sound ? "Verified" : "NOT as it was sealed";
    }

    private static String goesOn(Head since) {
        return String.format("Nothing up to the head %s was changed or taken away.%n", since.word());
    }

    private static String faults(List<Fault> first, long all) {
        StringBuilder text = new StringBuilder();
        for (Fault fault : first) {
            text.append(String.format("%s%n", fault));
        }
        if (all > first.size()) {
            text.append(String.format(Locale.ROOT, "… and %,d more%n", all - first.size()));
        }
        return text.toString();
    }
}
