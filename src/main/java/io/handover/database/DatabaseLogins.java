package io.handover.database;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

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

    /** For migrations, which have sessions of their own; without an owner those of the program. */
    DataSource owner(DataSource program) {
        if (owner == null) {
            return program;
        }
        DriverManagerDataSource sessions = new DriverManagerDataSource(url);
        sessions.setUsername(owner.user);
        sessions.setPassword(owner.password);
        return sessions;
    }

    @Override
    public void close() {
        whenClosed.run();
    }
}
