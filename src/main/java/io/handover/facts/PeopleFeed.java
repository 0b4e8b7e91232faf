package io.handover.facts;

import io.handover.assignment.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code people.csv}. */
final class PeopleFeed implements Feed {
    private static final String TABLE = """
            CREATE TEMPORARY TABLE staged_people (
                line         bigint NOT NULL,
                email        text NOT NULL,
                organization text NOT NULL,
                active       boolean,
                internal     boolean
            ) ON COMMIT DROP
            """;

    private static final String COPY =
            "COPY staged_people (line, email, organization, active, internal) FROM STDIN WITH (FORMAT binary)";

    private static final String REPEATED = """
            SELECT again.line, count(*) OVER () AS total, again.email, first.line::text
            FROM (
                SELECT email, min(line) AS line
                FROM staged_people
                GROUP BY email
                HAVING count(*) > 1
            ) AS first
            JOIN staged_people AS again ON again.email = first.email AND again.line > first.line
            ORDER BY again.line
            LIMIT 100
            """;

    private static final String UPDATE = """
            UPDATE people AS known
            SET organization = fed.organization,
                active = fed.active,
                internal = fed.internal
            FROM staged_people AS fed
            WHERE fed.email = known.email
              AND (known.organization, known.active, known.internal)
                  IS DISTINCT FROM (fed.organization, fed.active, fed.internal)
            """;

    private static final String INSERT = """
            INSERT INTO people (email, organization, active, internal)
            SELECT email, organization, active, internal
            FROM staged_people AS fed
            WHERE NOT EXISTS (SELECT FROM people AS known WHERE known.email = fed.email)
            """;

    @Override
    public String file() {
        return "people.csv";
    }

    @Override
    public List<String> requiredColumns() {
        return List.of("email", "organization", "active", "internal");
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
        return new @Nullable Object[] {
            line.number(),
            Text.fold(line.key("email")),
            line.text("organization"),
            line.flag("active"),
            line.flag("internal")
        };
    }

    @Override
    public List<Check> checks() {
        return List.of(new Check(REPEATED, "%s is in line %s already"));
    }

    @Override
    public Changed apply(JdbcTemplate jdbc) {
        int updated = jdbc.update(UPDATE);
        return new Changed(jdbc.update(INSERT), updated);
    }
}
