package io.handover.facts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes feeds of a few lines into a folder. */
final class FeedFolder {
    static final String ACCOUNTS = "domain,name,type,status,contact_email,partner";
    static final String VIRTUAL_ACCOUNTS = "account_domain,name,default,restricted";
    static final String PEOPLE = "email,organization,active,internal";
    static final String ORDERS =
            "sales_order_number,web_order_number,kind,status,export_status,partner,account_domain,virtual_account";
    static final String ORDER_LINES = "sales_order_number,line_number,sku,quantity";
    static final String ORDER_ACCESS = "sales_order_number,email,revoked";

    final Path path;

    FeedFolder(Path path) {
        this.path = path;
    }

    /** Writes a small folder in which nothing is wrong. */
    static FeedFolder sound(Path path) {
        return new FeedFolder(path)
                .write(
                        "accounts.csv",
                        ACCOUNTS,
                        "a.example,Ashworth,CUSTOMER,ACTIVE,buyer@a.example,",
                        "h.example,Hold,HOLDING,ACTIVE,,P1")
                .write(
                        "virtual_accounts.csv",
                        VIRTUAL_ACCOUNTS,
                        "a.example,Main,true,false",
                        "a.example,Board,false,true",
                        "h.example,DEFAULT,true,false")
                .write("people.csv", PEOPLE, "ann@p1.example,P1,true,false")
                .write("orders.csv", ORDERS, "S1,W1,STANDARD,SHIPPED,NONE,P1,h.example,", "S2,W1,STANDARD,BOOKED,,P1,,")
                .write("order_lines.csv", ORDER_LINES, "S1,1,SKU-1,5", "S1,2,SKU-2,1")
                .write("order_access.csv", ORDER_ACCESS, "S1,bob@p2.example,");
    }

    FeedFolder write(String file, String header, String... lines) {
        try {
            Files.writeString(path.resolve(file), header + "\n" + String.join("\n", List.of(lines)) + "\n");
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    FeedFolder append(String file, String line) {
        return replace(file, "\\z", line + "\n");
    }

    FeedFolder replace(String file, String pattern, String replacement) {
        try {
            Path feed = path.resolve(file);
            Files.writeString(feed, Files.readString(feed).replaceFirst(pattern, replacement));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    FeedFolder without(String file) {
        try {
            Files.delete(path.resolve(file));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
