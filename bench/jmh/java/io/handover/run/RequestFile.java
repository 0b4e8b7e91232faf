package io.handover.run;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of requests as partners hand them in: four columns, 65 bytes a record, no two records alike. */
final class RequestFile {
    static final int RECORDS = 100_000;

    private RequestFile() {}

    /** Writes the file under a temporary name. */
    static Path write() throws IOException {
        Path file = Files.createTempFile("requests", ".csv");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("order_number,smart_account,virtual_account,requester\n");
            for (int number = 1; number <= RECORDS; number++) {
                out.write(record(number));
            }
        }
        return file;
    }

    private static String record(int number) {
        int order = (int) (number * 1_299_709L % 500_000) + 1;
        int account = (int) (number * 40_503L % 200_000) + 1;
        String orderNumber = number % 5 == 0 ? "W%010d".formatted(order) : "1%09d".formatted(order);
        String accountText = switch (number % 10) {
            case 6, 7 -> "Account Number %d Ltd".formatted(account);
            case 8, 9 -> "admin@d%d.example".formatted(account);
            default -> "d%d.acct%d.example".formatted(account, account % 977);
        };
        String folder = number % 7 == 0 ? "DEFAULT" : number % 13 == 0 ? "" : "VA-" + 2 * account;
        return "%s,%s,%s,user%d@partner%d.example\n"
                .formatted(orderNumber, accountText, folder, order % 20_000, order % 2_000);
    }
}
