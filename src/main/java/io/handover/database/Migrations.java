package io.handover.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.StringJoiner;
import java.util.zip.CRC32;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The migrations that the program has, told apart by the checksums that Flyway keeps of them: whether there is nothing
 * to do can be seen in a hundredth of the time that Flyway takes to say so.
 */
final class Migrations {
    private static final String SCRIPTS = "classpath:db/migration/*.sql";
    private static final String REPEATABLE = "R__";

    // Of a repeatable one the latest counts. Whatever else has happened to the schema is for Flyway to judge.
    private static final String SELECT_APPLIED = """
            SELECT string_agg(script || ' ' || checksum, ' ' ORDER BY script COLLATE "C")
            FROM (SELECT DISTINCT ON (script) script, checksum
                  FROM public.flyway_schema_history
                  ORDER BY script, installed_rank DESC) AS latest
            WHERE NOT EXISTS (SELECT
                              FROM public.flyway_schema_history
                              WHERE NOT success OR type <> 'SQL')
            """;

    private Migrations() {}

    /**
     * Whether the database has had these very migrations, and no other. False also where that cannot be seen.
     *
     * @param placeholders values by name, which Flyway puts into scripts
     */
    static boolean areApplied(Connection connection, Map<String, String> placeholders) {
        try (Statement statement = connection.createStatement();
                ResultSet applied = statement.executeQuery(SELECT_APPLIED)) {
            return applied.next() && ofProgram(placeholders).equals(applied.getString(1));
        } catch (SQLException | IOException unseen) {
            return false;
        }
    }

    private static String ofProgram(Map<String, String> placeholders) throws IOException {
        Resource[] scripts = new PathMatchingResourcePatternResolver().getResources(SCRIPTS);
        Arrays.sort(scripts, Comparator.comparing(script -> String.valueOf(script.getFilename())));
        StringJoiner all = new StringJoiner(" ");
        for (Resource script : scripts) {
            String name = String.valueOf(script.getFilename());
            String text = script.getContentAsString(StandardCharsets.UTF_8);
            all.add(name)
                    .add(String.valueOf(checksum(name.startsWith(REPEATABLE) ? filled(text, placeholders) : text)));
        }
        return all.toString();
    }

    private static String filled(String text, Map<String, String> placeholders) {
        String filled = text;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            filled = filled.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
        }
        return filled;
    }

    /** As Flyway makes it: of the lines without their ends. */
    private static int checksum(String text) {
        CRC32 checksum = new CRC32();
        text.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) checksum.getValue();
    }
}
