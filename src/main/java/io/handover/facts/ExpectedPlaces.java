package io.handover.facts;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The accounts and virtual accounts that there will be once the staged feeds are applied, in temporary tables.
 *
 * <p>They have indexes, as all that lines are compared with: how many lines will be wrong is what a planner guesses
 * worst, and where it expects one it would read a table without an index once for each of millions.
 */
final class ExpectedPlaces {
    private static final String ACCOUNTS = """
            CREATE TEMPORARY TABLE expected_accounts (domain text PRIMARY KEY) ON COMMIT DROP;
            INSERT INTO expected_accounts
            SELECT domain
            FROM accounts
            UNION
            SELECT domain
            FROM staged_accounts;
            ANALYZE expected_accounts;
            """;

    /**
     * A blank virtual account stands for the default. A default of before counts unless the feed takes it away; a bad
     * cell that would tell which is the default counts as one, so that it is the only fault.
     */
    private static final String PLACES = """
            CREATE TEMPORARY TABLE expected_places (
                domain text, virtual_account text, PRIMARY KEY (domain, virtual_account)
            ) ON COMMIT DROP;
            INSERT INTO expected_places
            SELECT account.domain, folder.name_folded
            FROM virtual_accounts AS folder
            JOIN accounts AS account ON account.id = folder.account_id
            UNION
            SELECT account.domain, ''
            FROM virtual_accounts AS folder
            JOIN accounts AS account ON account.id = folder.account_id
            LEFT JOIN staged_virtual_accounts AS fed
                ON fed.account_domain = account.domain
                AND fed.name_folded = folder.name_folded
            WHERE folder.is_default
              AND coalesce(fed.is_default, true)
            UNION
            SELECT account_domain, name_folded
            FROM staged_virtual_accounts
            UNION
            SELECT account_domain, ''
            FROM staged_virtual_accounts
            WHERE coalesce(is_default, true);
            ANALYZE expected_places;
            """;

    private ExpectedPlaces() {}

    static void find(JdbcTemplate jdbc) {
        jdbc.execute(ACCOUNTS);
        jdbc.execute(PLACES);
    }
}
