package io.handover.command;

import io.handover.assignment.Text;
import io.handover.ledger.DetachedPeriods;
import io.handover.ledger.DetachedPeriods.Detached;
import io.handover.ledger.OrderHistories;
import io.handover.ledger.OrderHistory;
import io.handover.ledger.OrderHistory.Event;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show order NUMBER}: where an order is, and its story. */
@Command(
        name = "order",
        mixinStandardHelpOptions = true,
        description = "Shows where an order is, and who moved it or tried to, when and on what grounds.",
        footer = "With --json, one object on one line for each order that the number fits.")
final class ShowOrderCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "NUMBER", description = "Its sales or web order number.")
    private String number;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext program = Application.start()) {
            List<OrderHistory> orders = program.getBean(OrderHistories.class).find(Text.strip(number));
            if (orders.isEmpty()) {
                throw new CommandLine.ParameterException(command.commandLine(), "There is no order " + number + ".");
            }
            orders.forEach(order -> json.print(command, order, inWords(order)));
            List<Detached> detached = program.getBean(DetachedPeriods.class).all();
            if (!json.wanted() && !detached.isEmpty()) {
                command.commandLine().getOut().print(notTold(detached));
            }
            return ExitStatus.DONE;
        }
    }

    private static String notTold(List<Detached> detached) {
        return String.format(
                "%nNot told: what runs decided that started in %s. It is no longer in the ledger, but in these exports:"
                        + " %s%n",
                detached.stream().map(each -> each.period().toString()).collect(Collectors.joining(", ")),
                detached.stream().map(Detached::export).collect(Collectors.joining(", ")));
    }

    private static String inWords(OrderHistory order) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Order %s (web order %s), %s of partner %s: %s, export %s; lines: %,d, licences: %,d%n",
                order.salesOrderNumber(),
                orNone(order.webOrderNumber()),
                order.kind(),
                orNone(order.partner()),
                orNone(order.status()),
                orNone(order.exportStatus()),
                order.lines(),
                order.licences()));
        text.append(String.format("is in %s%n", place(order.accountDomain(), order.virtualAccount())));
        if (order.history().isEmpty()) {
            text.append(String.format("No request for it has been decided.%n"));
        }
        order.history().forEach(event -> text.append(inWords(event)));
        return text.toString();
    }

    private static String inWords(Event event) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%n%s  run %d (%s), line %d: %s%n",
                event.decided().truncatedTo(ChronoUnit.SECONDS),
                event.run(),
                event.mode(),
                event.line(),
                event.status()));
        text.append(String.format(
                "    from %s to %s%n",
                place(event.fromAccount(), event.fromVirtualAccount()),
                event.toAccount() == null && !event.status().equals("ASSIGNED")
                        ? "an account that was not found"
                        : place(event.toAccount(), event.toVirtualAccount())));
        line(text, "asked for by", event.requester().isEmpty() ? null : event.requester());
        line(text, "run started by", event.startedBy());
        line(text, "reasons", event.codes().isEmpty() ? null : String.join(";", event.codes()));
        line(text, "message", event.message());
        line(text, "reference", event.reference());
        line(text, "justification", event.justification());
        line(text, "case", event.caseNumber());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(String.format("    %s: %s%n", name, value));
        }
    }

    private static String place(@Nullable String account, @Nullable String virtualAccount) {
        return account == null ? "no account" : account + " / " + (virtualAccount == null ? "?" : virtualAccount);
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "(none)" : text;
    }
}
