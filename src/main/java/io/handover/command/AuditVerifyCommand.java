package io.handover.command;

import io.handover.ledger.Head;
import io.handover.ledger.audit.Fault;
import io.handover.ledger.audit.Verified;
import io.handover.ledger.audit.VerifyLedger;
import io.handover.run.Progress;
import java.util.Locale;
import java.util.concurrent.Callable;
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
        description = "Makes all hashes of the ledger anew and tells what is not as it was sealed.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all is as it was sealed", "1:something is not"})
final class AuditVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

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
        Verified verified = ofLedger();
        json.print(command, verified, inWords(verified));
        return verified.isSound() ? ExitStatus.DONE : ExitStatus.NOT_AS_SEALED;
    }

    private Verified ofLedger() {
        try (ConfigurableApplicationContext program = Application.start()) {
            Progress progress = program.getBean(Progress.class);
            progress.begin("verifying the outcomes", Progress.UNKNOWN);
            return program.getBean(VerifyLedger.class).verify(since, progress::advance);
        }
    }

    private String inWords(Verified verified) {
        StringBuilder text = new StringBuilder();
        for (Fault fault : verified.first()) {
            text.append(String.format("%s%n", fault));
        }
        if (verified.faults() > verified.first().size()) {
            text.append(String.format(
                    Locale.ROOT,
                    "… and %,d more%n",
                    verified.faults() - verified.first().size()));
        }
        text.append(String.format(
                Locale.ROOT,
                "%s: runs %,d, outcomes %,d, head %s%n",
                verified.isSound() ? "Verified" : "NOT as it was sealed",
                verified.runs(),
                verified.outcomes(),
                verified.head().word()));
        if (since != null && verified.isSound()) {
            text.append(String.format("It goes on from the head %s.%n", since.word()));
        }
        return text.toString();
    }
}
