package io.handover.report;

import io.handover.csv.CsvText;
import io.handover.files.UnwrittenFile;
import io.handover.files.WholeFile;
import io.handover.ledger.WaitingOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A request file for orders that wait, in which only the account is left to fill in. It has the column {@code __line},
 * like every report, so that intake takes the quotes off again that keep values from becoming formulas.
 */
public final class RequestsToFillIn {
    private static final List<String> OUR_COLUMNS = List.of("licences", "waiting_since", "__line");

    private RequestsToFillIn() {}

    /** Tells of each order. */
    @FunctionalInterface
    public interface Orders {
        void forEach(Consumer<WaitingOrder> teller);
    }

    /**
     * Writes the file, in memory that does not grow with it.
     *
     * @param columns of a request file
     * @throws UnwrittenFile when it cannot be written
     */
    public static void write(Path file, List<String> columns, Orders orders) {
        WholeFile.write(file, out -> write(out, columns, orders));
    }

    private static void write(OutputStream out, List<String> columns, Orders orders) throws IOException {
        CsvText text = new CsvText(out);
        List<String> header = new ArrayList<>(columns);
        header.addAll(OUR_COLUMNS);
        text.print(header);
        int[] line = {1};
        try {
            orders.forEach(order -> print(text, values(columns, order, ++line[0])));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        text.flush();
    }

    private static List<String> values(List<String> columns, WaitingOrder order, int line) {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
            values.add(
                    switch (column) {
                        case "order_number" -> order.orderNumber();
                        case "order_number_type" -> "SALES";
                        case "expected_account" -> order.account();
                        default -> "";
                    });
        }
        values.add(Long.toString(order.licences()));
        values.add(order.since().truncatedTo(ChronoUnit.SECONDS) + (order.orEarlier() ? " or earlier" : ""));
        values.add(Integer.toString(line));
        return values;
    }

    private static void print(CsvText text, List<String> values) {
        try {
            text.print(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
