package io.handover.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A register and a request file for it with every kind of outcome, in no order: moves, repeats that end UNCHANGED,
 * deferred and rejected requests, conflicts, records that are malformed. Six chunks of requests, and some.
 */
final class MixedRequests {
    static final int ORDERS = 6 * AssignRange.CHUNK - 1_000;

    private static final String HEADER = "order_number,smart_account,requester,virtual_account,reference";

    private MixedRequests() {}

    static Register register(Path folder) {
        return new Register(folder, ORDERS);
    }

    static Path file(Register register) {
        List<String> lines = new ArrayList<>();
        for (int order = 1; order <= ORDERS; order++) {
            lines.addAll(requestsFor(order));
        }
        Collections.shuffle(lines, new Random(1));
        return register.file("mixed.csv", HEADER, lines.stream());
    }

    private static List<String> requestsFor(int order) {
        String toA = "S" + order + ",a.example," + Register.ANN + ",,move " + order;
        if (order % 7 == 0) {
            return List.of("W" + order + ",pending.example," + Register.ANN + ",,wait");
        } else if (order % 11 == 0) {
            return List.of(toA, "W" + order + ",alpha," + Register.ANN + ",default,the same again");
        } else if (order % 13 == 0) {
            return List.of(toA, "W" + order + ",b.example," + Register.ANN + ",,elsewhere");
        } else if (order % 17 == 0) {
            return List.of("S" + order + ",b.example," + Register.ANN + ",Lab,=1+1");
        } else if (order % 19 == 0) {
            return List.of("S" + order + ",a.example,bob@p2.example,,not his");
        } else if (order % 23 == 0) {
            return List.of("S" + order + ",a.example", "S" + order + ",,\"\",,\"two\nlines\"");
        }
        return List.of(toA);
    }
}
