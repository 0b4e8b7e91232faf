package io.handover.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the database to the form that the program needs, or says in plain words why that cannot be. Migrations run as
 * the owner of the tables, and grant the program what it needs. A program that is not the owner and knows no owner's
 * password works on a database that is as it should be, and needs no more than to see that it is.
 */
final class MigrateDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(MigrateDatabase.class);

    /** The oldest that PostgreSQL's authors still look after. */
    private static final int OLDEST_VERSION = 14;

    // Quoted by the server that is going to read it.
    private static final String SELECT_PROGRAM = """
            SELECT quote_ident(current_user)
            """;

    private static final String SELECT_PROGRAM_TEXT = """
            SELECT quote_literal(quote_ident(current_user))
            """;

    private static final String MAY_MIGRATE = """
            SELECT has_schema_privilege('public', 'CREATE')
               AND coalesce((SELECT pg_has_role(relowner, 'USAGE')
                             FROM pg_class
                             WHERE oid = to_regclass('public.flyway_schema_history')), true)
            """;

    private static final String OWNS_LEDGER = """
            SELECT pg_has_role(relowner, 'MEMBER')
            FROM pg_class
            WHERE oid = 'public.outcomes'::regclass
            """;

    private final String database;
    private final DataSource program;

    /**
     * @param database what messages call it: {@code database "handover" at host:5432}
     * @param program lets in as the program, to whom the migrations grant what it needs
     */
    MigrateDatabase(String database, DataSource program) {
        this.database = database;
        this.program = program;
    }

    /** @param owner lets in as who migrates */
    void migrate(DataSource owner) {
        try (Connection connection = program.getConnection()) {
            refuseOldServer(database, connection.getMetaData().getDatabaseMajorVersion());
            Map<String, String> placeholders = grantingTo(connection);
            boolean mayMigrate = mayMigrate(owner);
            if (!Migrations.areApplied(connection, placeholders)) {
                bringUpToDate(flyway(owner, placeholders), mayMigrate);
            }
            if (isTrue(connection, OWNS_LEDGER)) {
                LOG.warn(
                        "The {} cannot protect the ledger from this program, which works as its owner. Make a role "
                                + "for each, and name the owner in HANDOVER_DATABASE_OWNER and "
                                + "HANDOVER_DATABASE_OWNER_PASSWORD; README.md tells how.",
                        database);
            }
        } catch (SQLException failure) {
            throw unavailable(failure);
        }
    }

    private static Map<String, String> grantingTo(Connection program) throws SQLException {
        return Map.of("program", ask(program, SELECT_PROGRAM), "program_text", ask(program, SELECT_PROGRAM_TEXT));
    }

    private static Flyway flyway(DataSource owner, Map<String, String> placeholders) {
        return Flyway.configure()
                .dataSource(owner)
                .initSql("SET TIME ZONE 'UTC'")
                // None: a schema that a newer program has migrated is refused.
                .ignoreMigrationPatterns(new String[0])
                .placeholders(placeholders)
                .load();
    }

    private void bringUpToDate(Flyway flyway, boolean mayMigrate) {
        try {
            if (mayMigrate) {
                flyway.migrate();
            } else if (flyway.info().pending().length == 0) {
                flyway.validate();
            } else {
                throw new DatabaseUnavailable(
                        ("The %s has to be migrated first, which its owner may do and this program may not: start "
                                        + "Handover once with HANDOVER_DATABASE_OWNER and "
                                        + "HANDOVER_DATABASE_OWNER_PASSWORD set.")
                                .formatted(database));
            }
        } catch (FlywayException failure) {
            refuseNewerSchema(flyway, failure);
            throw DatabaseUnavailable.in(failure, database).orElseThrow();
        }
    }

    private static boolean mayMigrate(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            return isTrue(connection, MAY_MIGRATE);
        }
    }

    private DatabaseUnavailable unavailable(SQLException failure) {
        return DatabaseUnavailable.in(failure, database)
                .orElseGet(() -> new DatabaseUnavailable(
                        "Cannot work with the %s (%s).".formatted(database, DatabaseFailure.reason(failure)), failure));
    }

    private static boolean isTrue(Connection connection, String question) throws SQLException {
        return ask(connection, question).equals("t");
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static void refuseOldServer(String database, int version) {
        if (version < OLDEST_VERSION) {
            throw new DatabaseUnavailable("The %s is served by PostgreSQL %d; Handover needs %d or newer."
                    .formatted(database, version, OLDEST_VERSION));
        }
    }

    private void refuseNewerSchema(Flyway flyway, FlywayException failure) {
        if (Arrays.stream(applied(flyway)).map(MigrationInfo::getState).anyMatch(MigrateDatabase::isUnknown)) {
            throw new DatabaseUnavailable(
                    "The %s was last used by a newer Handover than this one; use that one.".formatted(database),
                    failure);
        }
    }

    /** Returns nothing when the database no longer answers: then that is what there is to tell. */
    private static MigrationInfo[] applied(Flyway flyway) {
        try {
            return flyway.info().applied();
        } catch (FlywayException unreachable) {
            return new MigrationInfo[0];
        }
    }

    private static boolean isUnknown(MigrationState state) {
        return state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED;
    }
}
