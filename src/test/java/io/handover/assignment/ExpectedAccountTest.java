package io.handover.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedAccountTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOWHERE           | ''                 | true",
                "NOWHERE           | NONE               | true",
                "NOWHERE           | none               | true",
                "NOWHERE           | customer.example   | false",
                "CUSTOMER_FOLDER_2 | ''                 | true",
                "CUSTOMER_FOLDER_2 | customer.example   | true",
                "CUSTOMER_FOLDER_2 | Customer.EXAMPLE   | true",
                "CUSTOMER_FOLDER_2 | NONE               | false",
                "CUSTOMER_FOLDER_2 | customer.example.x | false",
                "ACME_FOLDER_2     | customer.example   | false",
                "ACME_FOLDER_2     | acme-holding.example | true",
            })
    void anOrderIsWhereItIsExpectedByDomainWithoutCaseOrNone(Spot spot, String expected, boolean asExpected) {
        Situation situation = new Situation(
                Requester.OF_PARTNER,
                1,
                OrderSample.at(spot, Organization.ACME),
                Target.CUSTOMER,
                "ACTIVE",
                true,
                false,
                false);
        Request request = new Request("W-9", "", "x", "", "", "a@b", expected, "", "", null, false);
        assertThat(RuleBook.decide(request, situation.facts()).reasons().contains(Reason.CURRENT_ACCOUNT_DIFFERS))
                .isNotEqualTo(asExpected);
    }
}
