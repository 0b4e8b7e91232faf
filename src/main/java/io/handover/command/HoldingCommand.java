package io.handover.command;

import io.handover.ledger.WaitingOrder;
import io.handover.ledger.WaitingOrders;
import io.handover.report.Json;
import io.handover.report.RequestsToFillIn;
import io.handover.run.RequestForm;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holding}: what waits. */
@Command(
        name = "holding",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the orders that wait in holding accounts, by partner, the oldest first.",
        footer = {
            "",
            "A file written by --out is a request file: fill in smart_account, and hand it to run with --requester. It is"
                    + " never written over one that is there.",
            "",
            "An order waits since the run that sent it there, or since a feed first put it there. Of orders that were there"
                    + " before Handover kept that, it is known that they wait at least so long. Cancelled orders are left"
                    + " out. With --json, one object on one line for each order."
        })
final class HoldingCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(names = "--partner", paramLabel = "CODE", description = "Only orders that this partner placed.")
    private @Nullable String partner;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            converter = Age.class,
            defaultValue = "0s",
            description = "Only orders that have waited for so long, as in 30d or 12h.")
    private Duration age;

    @Option(names = "--out", paramLabel = "FILE", description = "Also write them to a request file to fill in.")
    private @Nullable Path out;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        if (out != null) {
            boolean there = Files.exists(out, LinkOption.NOFOLLOW_LINKS);
            Arguments.require(!there, command, out + " is there already; it may have been filled in.");
            Arguments.requireWritableFolder(
                    command, Objects.requireNonNull(out.toAbsolutePath().getParent()));
        }
        try (ConfigurableApplicationContext program = Application.start()) {
            Instant now = program.getBean(Clock.class).instant();
            WaitingOrders waiting = program.getBean(WaitingOrders.class);
            HoldingList list = new HoldingList(now);
            Consumer<WaitingOrder> teller = json.wanted() ? this::printObject : list::add;
            tell(each -> waiting.forEach(partner, now.minus(age), each), teller);
            PrintWriter text = command.commandLine().getOut();
            if (!json.wanted()) {
                text.print(list.inWords());
            }
            text.flush();
            if (out != null) {
                command.commandLine().getErr().println("Written to " + out + "; fill in smart_account.");
            }
            return ExitStatus.DONE;
        }
    }

    /** File and list come of one reading, so that they tell the same. */
    private void tell(RequestsToFillIn.Orders orders, Consumer<WaitingOrder> teller) {
        if (out == null) {
            orders.forEach(teller);
        } else {
            RequestsToFillIn.write(out, RequestForm.COLUMNS, intoFile -> orders.forEach(intoFile.andThen(teller)));
        }
    }

    private void printObject(WaitingOrder order) {
        command.commandLine().getOut().println(Json.inOneLine(order));
    }
}
