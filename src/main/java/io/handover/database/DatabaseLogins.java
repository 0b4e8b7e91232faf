package io.handover.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * A database and who logs in there: the program, as a role that owns nothing, and migrations, as the owner of the
 * tables. Without an owner both are the program.
 */
final class DatabaseLogins implements AutoCloseable {
    private final String url;
    private final Login program;
    private final @Nullable Login owner;
    private final Runnable whenClosed;

    private DatabaseLogins(String url, Login program, @Nullable Login owner, Runnable whenClosed) {
        this.url = url;
        this.program = program;
        this.owner = owner;
        this.whenClosed = whenClosed;
    }

    /** A role and its password, each null when the driver shall find it. Not a record, for those print all they hold. */
    static final class Login {
        private final @Nullable String user;
        private final @Nullable String password;

        Login(@Nullable String user, @Nullable String password) {
            this.user = user;
            this.password = password;
        }
    }

    /** A server that somebody else runs. */
    static DatabaseLogins configured(DatabaseAddress address, Login program, @Nullable Login owner) {
        Login completed = new Login(
                program.user == null ? address.user() : program.user,
                program.password == null ? address.password() : program.password);
        return new DatabaseLogins(address.jdbcUrl(), completed, owner, () -> {});
    }

    /** The server that Handover brings along. Spring closes it after the pool, which needs it. */
    static DatabaseLogins own(EmbeddedServer server) {
        return new DatabaseLogins(
                server.url(EmbeddedServer.DATABASE),
                new Login(EmbeddedServer.PROGRAM, server.programPassword()),
                new Login(server.user(), server.password()),
                server::close);
    }

    String url() {
        return url;
    }

    /** For the pool. */
    JdbcConnectionDetails program() {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return url;
            }

            @Override
            public @Nullable String getUsername() {
                return program.user;
            }

            @Override
            public @Nullable String getPassword() {
                return program.password;
            }
        };
    }

    /** For migrations; where nothing is told, Spring Boot has them use the pool. */
    FlywayConnectionDetails owner() {
        return new FlywayConnectionDetails() {
            @Override
            public @Nullable String getJdbcUrl() {
                return owner == null ? null : url;
            }

            @Override
            public @Nullable String getUsername() {
                return owner == null ? null : owner.user;
            }

            @Override
            public @Nullable String getPassword() {
                return owner == null ? null : owner.password;
            }
        };
    }

    @Override
    public void close() {
        whenClosed.run();
    }
}
