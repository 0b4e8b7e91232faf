package io.handover.command;

import io.handover.assignment.Text;
import io.handover.ledger.audit.ProofPage;
import io.handover.ledger.audit.ProveOutcomes;
import io.handover.ledger.audit.ProveOutcomes.Proof;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit prove ORDER}: the proof that an outcome is in the ledger. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description = "Prints, for each outcome of an order, the proof that it is in the ledger.",
        footer = {
            "",
            "Whoever knows the head can check the page by hand, with nothing but SHA-256; docs/ledger-format.md tells how,"
                    + " and docs/verify_export.py --proof checks what --json prints: one object on one line for each outcome."
        })
final class AuditProveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "ORDER", description = "Its sales or web order number.")
    private String order;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext program = Application.start()) {
            List<Proof> proofs = program.getBean(ProveOutcomes.class).of(Text.strip(order));
            Arguments.require(!proofs.isEmpty(), command, "The ledger has no outcome for an order " + order + ".");
            PrintWriter out = command.commandLine().getOut();
            proofs.forEach(proof -> out.print(json.wanted() ? ProofPage.inOneLine(proof) : ProofPage.inWords(proof)));
            out.flush();
            return ExitStatus.DONE;
        }
    }
}
