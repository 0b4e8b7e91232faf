package io.handover.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handover.csv.RefusedInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedFeedsTest {
    private static final FactsDatabase DATABASE = new FactsDatabase();

    @TempDir
    private Path path;

    private FeedFolder folder;

    @BeforeEach
    void writeSoundFeeds() {
        folder = FeedFolder.sound(path);
    }

    @AfterAll
    static void closeDatabase() {
        DATABASE.close();
    }

    @AfterEach
    void nothingOfTheFolderIsApplied() {
        for (String table :
                List.of("accounts", "virtual_accounts", "people", "orders", "order_lines", "order_access")) {
            assertThat(DATABASE.count(table)).as(table).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "accounts.csv         | ,x,CUSTOMER,ACTIVE,,           | line 4: domain is blank",
                "accounts.csv         | b.example,x,SHARED,ACTIVE,,    | line 4: type is SHARED; expected is CUSTOMER or HOLDING",
                "accounts.csv         | A.Example,x,CUSTOMER,ACTIVE,,  | line 4: account a.example is in line 2 already",
                "accounts.csv         | b.example,x                    | line 4: has 2 fields where the header has 6",
                "virtual_accounts.csv | a.example,,true,false          | line 5: name is blank",
                "virtual_accounts.csv | a.example,X,yes,               | line 5: default is yes; expected is true or false; restricted is blank; expected is true or false",
                "virtual_accounts.csv | x.example,Main,false,false     | line 5: there is no account x.example",
                "virtual_accounts.csv | a.example,MAIN,false,false     | line 5: virtual account MAIN of a.example is in line 2 already",
                "virtual_accounts.csv | a.example,Other,true,false     | line 5: account a.example has another default in line 2",
                "people.csv           | ann@p2.example,P2,true,maybe   | line 3: internal is maybe; expected is true or false",
                "people.csv           | ANN@p1.example ,P2,true,false  | line 3: ann@p1.example is in line 2 already",
                "orders.csv           | ,W,STANDARD,,,,,               | line 4: sales_order_number is blank",
                "orders.csv           | S3,W,SPECIAL,,,,,              | line 4: kind is SPECIAL; expected is STANDARD or SUBSCRIPTION or STOCKING or ENTERPRISE_AGREEMENT",
                "orders.csv           | S1,W,STANDARD,,,,,             | line 4: order S1 is in line 2 already",
                "orders.csv           | S3,W,STANDARD,,,,x.example,F   | line 4: there is no account x.example",
                "orders.csv           | S3,W,STANDARD,,,,a.example,F   | line 4: there is no virtual account f in a.example",
                "orders.csv           | S3,W,STANDARD,,,,,Main         | line 4: virtual_account is given without account_domain",
                "order_lines.csv      | S1,,SKU,5                      | line 4: line_number is blank",
                "order_lines.csv      | S1,3,,5                        | line 4: sku is blank",
                "order_lines.csv      | S1,3,SKU,0                     | line 4: quantity is 0; expected is a positive integer",
                "order_lines.csv      | S1,3,SKU,1.0                   | line 4: quantity is 1.0; expected is a positive integer",
                "order_lines.csv      | S1,3,SKU,-1                    | line 4: quantity is -1; expected is a positive integer",
                "order_lines.csv      | S1,3,SKU,9999999999999999999   | line 4: quantity is 9999999999999999999; expected is a positive integer",
                "order_lines.csv      | S1,1,SKU,5                     | line 4: line_number 1 of order S1 is in line 2 already",
                "order_lines.csv      | S9,1,SKU,5                     | line 4: there is no order S9",
                "order_access.csv     | S9,bob@p2.example,             | line 3: there is no order S9",
                "order_access.csv     | S1,BOB@p2.example,true         | line 3: access of bob@p2.example to order S1 is in line 2 already",
                "order_access.csv     | S1,,                           | line 3: email is blank",
                "order_access.csv     | S1,cy@p2.example,no            | line 3: revoked is no; expected is true or false",
                "order_access.csv     | S1,\"cy\" ,                    | line 3: a blank after a closing quote, in column 8",
            })
    void refusesAWrongLine(String file, String line, String expected) {
        folder.append(file, line);
        assertThatThrownBy(() -> DATABASE.feeds.load(path))
                .isInstanceOf(RefusedInput.class)
                .hasMessage(file + ": " + expected);
    }

    @Test
    void refusesAnOrderInTheDefaultOfAnAccountThatLosesIt() {
        folder.replace("virtual_accounts.csv", "h.example,DEFAULT,true", "h.example,DEFAULT,FALSE");
        assertThatThrownBy(() -> DATABASE.feeds.load(path))
                .hasMessage("orders.csv: line 2: virtual_account is blank, and account h.example has no default");
    }

    @Test
    void takesADefaultThatIsNotTrueOrFalseForNeither() {
        folder.replace("virtual_accounts.csv", "h.example,DEFAULT,true", "h.example,DEFAULT,yes")
                .append("virtual_accounts.csv", "h.example,Other,true,false");
        assertThatThrownBy(() -> DATABASE.feeds.load(path))
                .hasMessage("virtual_accounts.csv: line 4: default is yes; expected is true or false");
        folder.replace("virtual_accounts.csv", "h.example,Other,true", "h.example,Other,false");
        assertThatThrownBy(() -> DATABASE.feeds.load(path))
                .hasMessage("virtual_accounts.csv: line 4: default is yes; expected is true or false");
    }

    @Test
    void refusesAFeedWithoutARequiredColumn() {
        folder.replace("people.csv", "internal", "inside");
        assertThatThrownBy(() -> DATABASE.feeds.load(path))
                .hasMessage("people.csv: line 1: the required column internal is missing;"
                        + " the header has: email, organization, active, inside");
    }

    @Test
    void refusesATextThatIsTooLongToBeFound() {
        folder.append("accounts.csv", "x".repeat(501) + ".example,x,CUSTOMER,ACTIVE,,");
        assertThatThrownBy(() -> DATABASE.feeds.load(path))
                .hasMessage("accounts.csv: line 4: domain is 509 characters long; 500 are allowed");
    }

    @Test
    void showsAllFaultsOfAllFeedsAtOnceAndNoneThatFollowFromOthers() {
        folder.append("accounts.csv", "b.example,x,SHARED,ACTIVE,,")
                .append("virtual_accounts.csv", "b.example,Main,no,false")
                .append("people.csv", "x,P1,1,0")
                .append("orders.csv", "S3,W,SPECIAL,,,,b.example,Main")
                .append("orders.csv", "S4,W,STANDARD,,,,c.example,")
                .append("order_lines.csv", "S3,1,SKU,x");
        assertThatThrownBy(() -> DATABASE.feeds.load(path)).hasMessage("""
                        accounts.csv: line 4: type is SHARED; expected is CUSTOMER or HOLDING
                        virtual_accounts.csv: line 5: default is no; expected is true or false
                        people.csv: line 3: active is 1; expected is true or false; internal is 0; expected is true or false
                        orders.csv: line 4: kind is SPECIAL; expected is STANDARD or SUBSCRIPTION or STOCKING or ENTERPRISE_AGREEMENT
                        orders.csv: line 5: there is no account c.example
                        order_lines.csv: line 4: quantity is x; expected is a positive integer""");
    }

    @Test
    void takesNoFolderForTheAccountThatItNames() {
        folder.append("virtual_accounts.csv", "c.example,Main,true,false")
                .append("orders.csv", "S3,W,STANDARD,,,,c.example,Main")
                .append("orders.csv", "S4,W,STANDARD,,,,c.example,");
        assertThatThrownBy(() -> DATABASE.feeds.load(path)).hasMessage("""
                        virtual_accounts.csv: line 5: there is no account c.example
                        orders.csv: line 4: there is no account c.example
                        orders.csv: line 5: there is no account c.example""");
    }

    @Test
    void blamesNoFeedForLinesThatAnotherOneCouldNotGive() {
        folder.replace("accounts.csv", "h.example", "")
                .replace("orders.csv", "SHIPPED", "\"SHIPPED\"x")
                .append("order_access.csv", "S2,,");
        assertThatThrownBy(() -> DATABASE.feeds.load(path)).hasMessage("""
                        accounts.csv: line 3: domain is blank
                        orders.csv: line 2: text after a closing quote, in column 25
                        order_access.csv: line 3: email is blank""");
    }

    @Test
    void listsTheFirstHundredWrongLinesAndHowManyMoreThereAre() throws IOException {
        StringBuilder people = new StringBuilder(FeedFolder.PEOPLE + "\n");
        for (int i = 0; i < 1_000; i++) {
            people.append("person%d@p1.example,P1,%s,false\n".formatted(i % 900, i % 2 == 0 ? "true" : "x"));
        }
        Files.writeString(path.resolve("people.csv"), people, StandardCharsets.UTF_8);
        RefusedInput refused = catchThrowableOfType(RefusedInput.class, () -> DATABASE.feeds.load(path));
        assertThat(refused.problems()).hasSize(101);
        assertThat(refused.problems().get(99))
                .hasToString("people.csv: line 201: active is x; expected is true or false");
        assertThat(refused.problems().get(100)).hasToString("people.csv: and 500 more");
    }

    @Test
    void listsRepeatedLinesAmongTheOthersByLine() {
        folder.append("people.csv", "ann@p1.example,P1,true,false").append("people.csv", "x@p1.example,P1,,false");
        assertThatThrownBy(() -> DATABASE.feeds.load(path)).hasMessage("""
                        people.csv: line 3: ann@p1.example is in line 2 already
                        people.csv: line 4: active is blank; expected is true or false""");
    }

    @Test
    void refusesAFolderThatIsNotThereOrHoldsNoFeed(@TempDir Path empty) {
        Path absent = empty.resolve("absent");
        assertThatThrownBy(() -> DATABASE.feeds.load(absent)).hasMessage(absent + ": there is no such folder");
        assertThatThrownBy(() -> DATABASE.feeds.load(empty))
                .isInstanceOf(RefusedInput.class)
                .hasMessageStartingWith(empty + ": there is no feed in this folder; feeds are called accounts.csv, ");
    }
}
