package io.handover.facts;

import io.handover.assignment.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code accounts.csv}. Contact address and partner stay as they are when the file has no such column. */
final class AccountsFeed implements Feed {
    static final String FILE = "accounts.csv";

    private static final List<String> TYPES = List.of("CUSTOMER", "HOLDING");

    private static final String TABLE = """
            CREATE TEMPORARY TABLE staged_accounts (
                line                 bigint NOT NULL,
                domain               text NOT NULL,
                name                 text NOT NULL,
                name_folded          text NOT NULL,
                type                 text,
                status               text NOT NULL,
                contact_email        text,
                contact_email_folded text,
                partner              text
            ) ON COMMIT DROP
            """;

    private static final String COPY = """
            COPY staged_accounts
                (line, domain, name, name_folded, type, status, contact_email, contact_email_folded, partner)
            FROM STDIN WITH (FORMAT binary)
            """;

    private static final String REPEATED = """
            SELECT again.line, count(*) OVER () AS total, again.domain, first.line::text
            FROM (
                SELECT domain, min(line) AS line
                FROM staged_accounts
                GROUP BY domain
                HAVING count(*) > 1
            ) AS first
            JOIN staged_accounts AS again ON again.domain = first.domain AND again.line > first.line
            ORDER BY again.line
            LIMIT 100
            """;

    private static final String UPDATE = """
            UPDATE accounts AS known
            SET name = fed.name,
                name_folded = fed.name_folded,
                type = fed.type,
                status = fed.status,
                contact_email = coalesce(fed.contact_email, known.contact_email),
                contact_email_folded = coalesce(fed.contact_email_folded, known.contact_email_folded),
                partner = coalesce(fed.partner, known.partner)
            FROM staged_accounts AS fed
            WHERE fed.domain = known.domain
              AND (known.name, known.type, known.status, known.contact_email, known.partner)
                  IS DISTINCT FROM
                  (fed.name, fed.type, fed.status, coalesce(fed.contact_email, known.contact_email),
                   coalesce(fed.partner, known.partner))
            """;

    private static final String INSERT = """
            INSERT INTO accounts
                (domain, name, name_folded, type, status, contact_email, contact_email_folded, partner)
            SELECT domain, name, name_folded, type, status, coalesce(contact_email, ''),
                   coalesce(contact_email_folded, ''), coalesce(partner, '')
            FROM staged_accounts AS fed
            WHERE NOT EXISTS (SELECT FROM accounts AS known WHERE known.domain = fed.domain)
            """;

    @Override
    public String file() {
        return FILE;
    }

    @Override
    public List<String> requiredColumns() {
        return List.of("domain", "name", "type", "status");
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
        String domain = Text.fold(line.key("domain"));
        String name = line.searchable("name");
        String contact = line.hasColumn("contact_email") ? line.searchable("contact_email") : null;
        return new @Nullable Object[] {
            line.number(),
            domain,
            name,
            Text.fold(name),
            line.oneOf("type", TYPES),
            line.text("status"),
            contact,
            contact == null ? null : Text.fold(contact),
            line.optional("partner")
        };
    }

    @Override
    public List<Check> checks() {
        return List.of(new Check(REPEATED, "account %s is in line %s already"));
    }

    @Override
    public Changed apply(JdbcTemplate jdbc) {
        int updated = jdbc.update(UPDATE);
        return new Changed(jdbc.update(INSERT), updated);
    }
}
