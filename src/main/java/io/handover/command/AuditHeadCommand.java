package io.handover.command;

import io.handover.ledger.Head;
import io.handover.ledger.Seals;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code audit head}: what to keep. */
@Command(
        name = "head",
        mixinStandardHelpOptions = true,
        description = "Prints the head of the ledger, SIZE:ROOT, and the time of it.",
        footer = {
            "",
            "Keep it where nobody who can change the database can change it. With audit verify --since it tells later"
                    + " whether anything that was in the ledger until now was changed or taken away. Every run's manifest"
                    + " has one, too."
        })
final class AuditHeadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext program = Application.start()) {
            Head head = program.getBean(Seals.class).head();
            json.print(command, head, inWords(head));
            return ExitStatus.DONE;
        }
    }

    private static String inWords(Head head) {
        return String.format("%s%s%n", head.word(), head.time() == null ? "" : "  " + head.time());
    }
}
