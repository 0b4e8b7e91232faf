package io.handover.facts;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The accounts and virtual accounts that there will be once the staged feeds are applied, and the staged orders that
 * name others, in temporary tables.
 *
 * <p>They have indexes, as all that lines are compared with: how many lines will be wrong is what a planner guesses
 * worst, and where it expects one it would read a table without an index once for each of millions.
 */
final class ExpectedPlaces {
    private static final String ACCOUNTS = """
            CREATE TEMPORARY TABLE expected_accounts ON COMMIT DROP AS
            SELECT domain
            FROM accounts
            UNION
            SELECT domain
            FROM staged_accounts;
            CREATE UNIQUE INDEX ON expected_accounts (domain);
            ANALYZE expected_accounts;
            """;

    /**
     * A blank virtual account stands for the default. A default of before counts unless the feed takes it away; a bad
     * cell that would tell which is the default counts as one, so that it is the only fault.
     */
    private static final String PLACES = """
            CREATE TEMPORARY TABLE expected_places ON COMMIT DROP AS
            SELECT account.domain, folder.name_folded AS virtual_account
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
            SELECT account.domain, fed.name_folded
            FROM staged_virtual_accounts AS fed
            JOIN expected_accounts AS account ON account.domain = fed.account_domain
            UNION
            SELECT account.domain, ''
            FROM staged_virtual_accounts AS fed
            JOIN expected_accounts AS account ON account.domain = fed.account_domain
            WHERE coalesce(fed.is_default, true);
            CREATE UNIQUE INDEX ON expected_places (domain, virtual_account);
            ANALYZE expected_places;
            """;

    /** Mostly none: millions of lines are compared once, and what is the matter is asked of what is left. */
    private static final String MISPLACED_ORDERS = """
            CREATE TEMPORARY TABLE misplaced_orders ON COMMIT DROP AS
            SELECT fed.line, fed.account_domain, fed.virtual_account
            FROM staged_orders AS fed
            WHERE fed.account_domain <> ''
              AND NOT EXISTS (
                SELECT
                FROM expected_places AS place
                WHERE place.domain = fed.account_domain
                  AND place.virtual_account = fed.virtual_account
              );
            ANALYZE misplaced_orders;
            """;

    private ExpectedPlaces() {}

    static void find(JdbcTemplate jdbc) {
        jdbc.execute(ACCOUNTS);
        jdbc.execute(PLACES);
        jdbc.execute(MISPLACED_ORDERS);
    }
}
