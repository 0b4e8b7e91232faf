package io.handover.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** Brings the database to the form that the program needs, or says in plain words why that cannot be. */
final class MigrateDatabase implements FlywayMigrationStrategy {
    /** The oldest that PostgreSQL's authors still look after. */
    private static final int OLDEST_VERSION = 14;

    private final String database;

    /**
     * @param database what messages call it: {@code database "handover" at host:5432}
     */
    MigrateDatabase(String database) {
        this.database = database;
    }

    @Override
    public void migrate(Flyway flyway) {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
            refuseOldServer(connection.getMetaData().getDatabaseMajorVersion());
            flyway.migrate();
        } catch (SQLException failure) {
            throw DatabaseUnavailable.in(failure, database)
                    .orElseGet(() -> new DatabaseUnavailable(
                            "Cannot work with the %s (%s).".formatted(database, DatabaseFailure.reason(failure)),
                            failure));
        } catch (FlywayException failure) {
            refuseNewerSchema(flyway, failure);
            throw DatabaseUnavailable.in(failure, database).orElseThrow();
        }
    }

    void refuseOldServer(int version) {
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
