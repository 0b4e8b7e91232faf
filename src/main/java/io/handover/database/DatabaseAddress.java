package io.handover.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a configured database is and who logs in there.
 *
 * @param hosts the server, with its port if it has one; several, separated by commas, are tried in turn
 * @param database name of the database
 * @param parameters what else the driver is told, as {@code name=value}
 * @param user who logs in; null when the address does not say
 * @param password null when the address does not say
 */
record DatabaseAddress(
        String hosts,
        String database,
        List<String> parameters,
        @Nullable String user,
        @Nullable String password) {
    // Strict where a password that should have been encoded could be taken for something else, and be told.
    private static final String HOST = "(?:[^/?@:,\\[\\]]*|\\[[^/?@\\[\\]]+\\])(?::[0-9]{1,5})?";

    private static final Pattern FORM =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
                    + "(?<hosts>" + HOST + "(?:," + HOST + ")*)/(?<database>[^/?@]+)(?:\\?(?<query>.*))?");

    private static final Pattern PORT = Pattern.compile(":([0-9]{1,5})(?=,|$)");
    private static final int HIGHEST_PORT = 65_535;

    private static final String DEFAULT_PORT = ":5432";

    /**
     * Reads an address as JDBC writes it ({@code jdbc:postgresql://host:port/database?user=…}) or as PostgreSQL does
     * ({@code postgresql://user:password@host:port/database}).
     *
     * @throws DatabaseUnavailable when it has neither form; the message does not repeat it, for it may hold a password
     */
    static DatabaseAddress parse(String url) {
        Matcher parts = FORM.matcher(url.strip());
        if (!parts.matches() || PORT.matcher(parts.group("hosts")).results().anyMatch(DatabaseAddress::isNoPort)) {
            throw noAddress();
        }
        decoded(parts.group("database"));
        String user = decoded(parts.group("user"));
        String password = decoded(parts.group("password"));
        List<String> parameters = new ArrayList<>();
        String query = parts.group("query") == null ? "" : parts.group("query");
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith("user=")) {
                user = decoded(parameter.substring("user=".length()));
            } else if (parameter.startsWith("password=")) {
                password = decoded(parameter.substring("password=".length()));
            } else if (!parameter.isEmpty()) {
                parameters.add(parameter);
            }
        }
        String hosts = parts.group("hosts").isEmpty() ? "localhost" : parts.group("hosts");
        return new DatabaseAddress(hosts, parts.group("database"), List.copyOf(parameters), user, password);
    }

    private static @Nullable String decoded(@Nullable String text) {
        try {
            return text == null ? null : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException repeatsTheText) {
            throw noAddress();
        }
    }

    private static boolean isNoPort(MatchResult port) {
        int number = Integer.parseInt(port.group(1));
        return number == 0 || number > HIGHEST_PORT;
    }

    private static DatabaseUnavailable noAddress() {
        return new DatabaseUnavailable("HANDOVER_DATABASE_URL is not the address of a PostgreSQL database. "
                + "It looks like jdbc:postgresql://host:5432/database. In user and password, characters other than "
                + "letters and digits are written as %40 for @; HANDOVER_DATABASE_PASSWORD takes them as they are.");
    }

    /** Returns the address in the form of JDBC, without user and password. */
    String jdbcUrl() {
        String query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        return "jdbc:postgresql://" + hosts + "/" + database + query;
    }

    /** Returns the address as messages name it: never with the password. */
    @Override
    public String toString() {
        String port = hosts.matches(".*:[0-9]+") ? "" : DEFAULT_PORT;
        return "database \"%s\" at %s%s".formatted(decoded(database), hosts, port);
    }
}
