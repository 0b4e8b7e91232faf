package io.handover.facts;

import io.handover.assignment.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code virtual_accounts.csv}. A line that sets a default unsets the account's default of before. */
final class VirtualAccountsFeed implements Feed {
    static final String FILE = "virtual_accounts.csv";

    private static final String TABLE = """
            CREATE TEMPORARY TABLE staged_virtual_accounts (
                line           bigint NOT NULL,
                account_domain text NOT NULL,
                name           text NOT NULL,
                name_folded    text NOT NULL,
                is_default     boolean,
                restricted     boolean
            ) ON COMMIT DROP
            """;

    private static final String COPY = """
            COPY staged_virtual_accounts (line, account_domain, name, name_folded, is_default, restricted)
            FROM STDIN WITH (FORMAT binary)
            """;

    private static final String REPEATED = """
            SELECT again.line, count(*) OVER () AS total, again.name, again.account_domain, first.line::text
            FROM (
                SELECT account_domain, name_folded, min(line) AS line
                FROM staged_virtual_accounts
                GROUP BY account_domain, name_folded
                HAVING count(*) > 1
            ) AS first
            JOIN staged_virtual_accounts AS again
                ON again.account_domain = first.account_domain
                AND again.name_folded = first.name_folded
                AND again.line > first.line
            ORDER BY again.line
            LIMIT 100
            """;

    private static final String ACCOUNT_UNKNOWN = """
            SELECT fed.line, count(*) OVER () AS total, fed.account_domain
            FROM staged_virtual_accounts AS fed
            WHERE NOT EXISTS (SELECT FROM expected_accounts AS account WHERE account.domain = fed.account_domain)
            ORDER BY fed.line
            LIMIT 100
            """;

    private static final String TWO_DEFAULTS = """
            SELECT again.line, count(*) OVER () AS total, again.account_domain, first.line::text
            FROM (
                SELECT account_domain, min(line) AS line
                FROM staged_virtual_accounts
                WHERE is_default
                GROUP BY account_domain
                HAVING count(*) > 1
            ) AS first
            JOIN staged_virtual_accounts AS again
                ON again.account_domain = first.account_domain
                AND again.is_default
                AND again.line > first.line
            ORDER BY again.line
            LIMIT 100
            """;

    /** Run for those that are no default before those that are, so that an account never has two. */
    private static final String UPDATE = """
            UPDATE virtual_accounts AS known
            SET name = fed.name,
                is_default = fed.is_default,
                restricted = fed.restricted
            FROM staged_virtual_accounts AS fed
            JOIN accounts AS account ON account.domain = fed.account_domain
            WHERE known.account_id = account.id
              AND known.name_folded = fed.name_folded
              AND fed.is_default = ?
              AND (known.name, known.is_default, known.restricted)
                  IS DISTINCT FROM (fed.name, fed.is_default, fed.restricted)
            """;

    private static final String UNSET_FORMER_DEFAULTS = """
            UPDATE virtual_accounts AS known
            SET is_default = false
            FROM staged_virtual_accounts AS fed
            JOIN accounts AS account ON account.domain = fed.account_domain
            WHERE known.account_id = account.id
              AND known.name_folded <> fed.name_folded
              AND known.is_default
              AND fed.is_default
            """;

    private static final String INSERT = """
            INSERT INTO virtual_accounts (account_id, name, name_folded, is_default, restricted)
            SELECT account.id, fed.name, fed.name_folded, fed.is_default, fed.restricted
            FROM staged_virtual_accounts AS fed
            JOIN accounts AS account ON account.domain = fed.account_domain
            WHERE NOT EXISTS (
                SELECT
                FROM virtual_accounts AS known
                WHERE known.account_id = account.id
                  AND known.name_folded = fed.name_folded
            )
            """;

    @Override
    public String file() {
        return FILE;
    }

    @Override
    public List<String> requiredColumns() {
        return List.of("account_domain", "name", "default", "restricted");
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public String copy() {
        return COPY;
    }

    @Override
    public @Nullable Object[] row(FeedLine line) {
        String domain = Text.fold(line.key("account_domain"));
        String name = line.key("name");
        return new @Nullable Object[] {
            line.number(), domain, name, Text.fold(name), line.flag("default"), line.flag("restricted")
        };
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check(REPEATED, "virtual account %s of %s is in line %s already"),
                new Check(ACCOUNT_UNKNOWN, "there is no account %s", AccountsFeed.FILE),
                new Check(TWO_DEFAULTS, "account %s has another default in line %s"));
    }

    @Override
    public Changed apply(JdbcTemplate jdbc) {
        int updated = jdbc.update(UPDATE, false);
        jdbc.update(UNSET_FORMER_DEFAULTS);
        updated += jdbc.update(UPDATE, true);
        return new Changed(jdbc.update(INSERT), updated);
    }
}
