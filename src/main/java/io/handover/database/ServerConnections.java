package io.handover.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;

/** Connections to Handover's own server while it is being started, before there is a pool. */
final class ServerConnections {
    /** The database that every server has. */
    private static final String MAINTENANCE = "postgres";

    private static final String SELECT_DATA_FOLDER = """
            SELECT current_setting('data_directory')
            """;

    private static final String COUNT_DATABASE = """
            SELECT count(*)
            FROM pg_database
            WHERE datname = ?
            """;

    private static final String CREATE_HANDOVER = """
            CREATE DATABASE handover
            """;

    private static final String COUNT_PROGRAM = """
            SELECT count(*)
            FROM pg_roles
            WHERE rolname = ?
            """;

    private static final String CREATE_PROGRAM = """
            CREATE ROLE handover_program LOGIN
            """;

    // A statement of its own, for which the server quotes the value: it takes no parameters itself.
    private static final String SELECT_ALTER_PROGRAM = """
            SELECT format('ALTER ROLE handover_program PASSWORD %L', ?)
            """;

    private static final Set<String> NOT_MADE_YET = Set.of("28P01", "3D000"); // wrong password, no such database
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAUSE_MILLIS = 50;

    private final String password;
    private final String programPassword;

    ServerConnections(String password, String programPassword) {
        this.password = password;
        this.programPassword = programPassword;
    }

    String password() {
        return password;
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /**
     * Waits until the server answers, for it may be starting, recovering or stopping, and makes sure that it is the
     * one that serves the data.
     *
     * @return whether it does; false when it has ended
     * @throws DatabaseUnavailable when it lives and does not answer, or does not accept the password
     */
    boolean answers(Postmaster postmaster) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (postmaster.isAlive()) {
            try (Connection connection = open(postmaster)) {
                return dataFolder(connection).equals(postmaster.data());
            } catch (SQLException failure) {
                if (!isPassing(failure) || System.nanoTime() > deadline) {
                    throw new DatabaseUnavailable(
                            "Handover's own PostgreSQL (process %d, port %d, data in %s) does not let Handover in: %s"
                                    .formatted(
                                            postmaster.pid(),
                                            postmaster.port(),
                                            postmaster.data(),
                                            failure.getMessage()),
                            failure);
                }
            }
            pause(PAUSE_MILLIS);
        }
        return false;
    }

    /** Whether the server cannot be reached (class 08), or says itself that it is on its way up or down (57P). */
    private static boolean isPassing(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    private static Path dataFolder(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SELECT_DATA_FOLDER)) {
            rows.next();
            return Path.of(rows.getString(1));
        }
    }

    /**
     * Makes the database and the role of the program when the server has none yet, as one has none that an earlier
     * version has set up, and sees to it that the role's password is the one in its file. The server is sent only what
     * it keeps of a password, which so can stand in no log.
     */
    void makeHandover(Postmaster postmaster) throws SQLException {
        try (Connection connection =
                open(postmaster, EmbeddedServer.DATABASE, EmbeddedServer.PROGRAM, programPassword)) {
            connection.clearWarnings();
        } catch (SQLException failure) {
            if (!NOT_MADE_YET.contains(String.valueOf(failure.getSQLState()))) {
                throw failure;
            }
            try (Connection connection = open(postmaster)) {
                createUnlessThere(connection, COUNT_DATABASE, EmbeddedServer.DATABASE, CREATE_HANDOVER);
                createUnlessThere(connection, COUNT_PROGRAM, EmbeddedServer.PROGRAM, CREATE_PROGRAM);
                setProgramPassword(connection);
            }
        }
    }

    private void setProgramPassword(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT_ALTER_PROGRAM);
                Statement alter = connection.createStatement()) {
            select.setString(1, ServerPassword.keptByServer(programPassword));
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                alter.execute(rows.getString(1));
            }
        }
    }

    private static void createUnlessThere(Connection connection, String countNamed, String name, String create)
            throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(countNamed)) {
            count.setString(1, name);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                if (rows.getInt(1) == 0) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(create);
                    }
                }
            }
        }
    }

    private Connection open(Postmaster postmaster) throws SQLException {
        return open(postmaster, MAINTENANCE, ServerPrograms.USER, password);
    }

    private static Connection open(Postmaster postmaster, String database, String user, String password)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "handover");
        return DriverManager.getConnection(url(postmaster.port(), database), properties);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("Interrupted while waiting for Handover's own PostgreSQL.", interruption);
        }
    }
}
