package io.handover.races;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The request file of one of the runs of a race: every order once, some of them twice. The first run has them in
 * order, the second the other way round, the others shuffled; no two runs send an order to the same customer.
 */
record RacingFile(Draw draw, int number) {
    private static final String HEADER = "order_number,order_number_type,smart_account,virtual_account,requester,"
            + "expected_account,justification,case_number";

    Path write(Path folder) throws IOException {
        List<Integer> orders = IntStream.rangeClosed(1, Draw.ORDERS).boxed().collect(Collectors.toList());
        IntStream.range(0, Draw.ORDERS / 25).forEach(again -> orders.add(draw.order()));
        switch (number) {
            case 0 -> Collections.sort(orders);
            case 1 -> orders.sort(Collections.reverseOrder());
            default -> Collections.shuffle(orders, draw.random());
        }
        List<String> lines = new ArrayList<>(List.of(HEADER));
        orders.forEach(order -> lines.add(request(order)));
        return Files.write(folder.resolve("race-" + number + ".csv"), lines);
    }

    /** An order's destination is the same in all requests of the file for it, but for one in a hundred. */
    private String request(int order) {
        String requester = draw.chance(0.85) ? draw.personOf(Draw.partner(order)) : draw.anybody();
        boolean caseGiven = requester.endsWith("vendor.example") ? draw.chance(0.9) : draw.chance(0.05);
        return String.join(
                ",",
                draw.chance(0.5) ? "S" + order : "W" + order,
                "",
                draw.chance(0.99) ? destination(order) : draw.customer(),
                order % 5 == number ? "lab" : "",
                requester,
                draw.chance(0.05) ? expected(order) : "",
                draw.chance(0.9) ? "sold on" : "",
                caseGiven ? "SR-1" : "");
    }

    private String destination(int order) {
        return order % 12 == number ? Draw.holding(Draw.partner(order)) : Draw.customer(order + number);
    }

    private String expected(int order) {
        return draw.oneOf(List.of("NONE", Draw.holding(Draw.partner(order)), draw.customer()));
    }

    static String expectedAccount(String[] fields) {
        return fields[5];
    }

    static String justification(String[] fields) {
        return fields[6];
    }

    static String caseNumber(String[] fields) {
        return fields[7];
    }
}
