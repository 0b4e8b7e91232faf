package io.handover.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All that the program's role is granted, as the catalogue has it; {@link LeastPrivilegeTest} attacks the rest. */
class GrantsTest {
    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final String GRANTED_COLUMNS = """
            SELECT relname || ' UPDATE ' || string_agg(attname, ' ' ORDER BY attnum)
            FROM pg_attribute
            JOIN pg_class ON pg_class.oid = attrelid
            CROSS JOIN aclexplode(attacl)
            WHERE grantee IN (0, 'handover_program'::regrole)
              AND privilege_type = 'UPDATE'
            GROUP BY relname
            ORDER BY relname
            """;

    private static final String OTHER_GRANTED_COLUMNS = """
            SELECT attrelid::regclass || '.' || attname || ' ' || privilege_type
            FROM pg_attribute
            CROSS JOIN aclexplode(attacl)
            WHERE attrelid >= 16384
              AND (grantee NOT IN ('handover'::regrole, 'handover_program'::regrole) OR privilege_type <> 'UPDATE')
            """;

    // Everything that is ours or could be: tables, sequences, functions, schemas, the database; PUBLIC's share, too.
    private static final String GRANTED = """
            SELECT object || ' ' || string_agg(DISTINCT privilege_type, ' ' ORDER BY privilege_type)
            FROM (SELECT relname, privilege_type, grantee
                  FROM pg_class
                  CROSS JOIN aclexplode(relacl)
                  WHERE relnamespace = 'public'::regnamespace
                  UNION ALL
                  SELECT proname || '()', privilege_type, grantee
                  FROM pg_proc
                  CROSS JOIN aclexplode(coalesce(proacl, acldefault('f', proowner)))
                  WHERE pronamespace = 'public'::regnamespace
                  UNION ALL
                  SELECT 'schema ' || nspname, privilege_type, grantee
                  FROM pg_namespace
                  CROSS JOIN aclexplode(coalesce(nspacl, acldefault('n', nspowner)))
                  WHERE nspname = 'public' OR oid >= 16384
                  UNION ALL
                  SELECT 'database', privilege_type, grantee
                  FROM pg_database
                  CROSS JOIN aclexplode(coalesce(datacl, acldefault('d', datdba)))
                  WHERE datname = current_database()) AS granted (object, privilege_type, grantee)
            WHERE grantee IN (0, 'handover_program'::regrole)
            GROUP BY object
            ORDER BY object
            """;

    private static final String TABLES_WITHOUT_GRANTS = """
            SELECT relname
            FROM pg_class
            WHERE relnamespace = 'public'::regnamespace
              AND relkind IN ('r', 'p')
              AND NOT relispartition
              AND NOT has_table_privilege('handover_program', oid, 'SELECT')
            """;

    private static final String POWERS = """
            SELECT rolname
            FROM pg_roles
            WHERE rolname = 'handover_program'
              AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
                   OR EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid OR roleid = pg_roles.oid)
                   OR EXISTS (SELECT FROM pg_shdepend WHERE refobjid = pg_roles.oid AND deptype = 'o'))
            """;

    @AfterAll
    static void drop() {
        DATABASE.close();
    }

    private static List<String> texts(String sql) {
        return JdbcClient.create(DATABASE.dataSource())
                .sql(sql)
                .query((row, number) -> row.getString(1))
                .list();
    }

    @Test
    void whatIsGrantedStandsHere() {
        assertThat(String.join("\n", texts(GRANTED))).isEqualTo("""
                        accounts INSERT SELECT
                        analyze_matches() EXECUTE
                        analyze_requests() EXECUTE
                        batch_job_execution INSERT SELECT UPDATE
                        batch_job_execution_context INSERT SELECT UPDATE
                        batch_job_execution_params INSERT SELECT
                        batch_job_execution_seq USAGE
                        batch_job_instance INSERT SELECT
                        batch_job_instance_seq USAGE
                        batch_step_execution INSERT SELECT UPDATE
                        batch_step_execution_context INSERT SELECT UPDATE
                        batch_step_execution_seq USAGE
                        database CONNECT TEMPORARY
                        deferred INSERT SELECT
                        detach_period() EXECUTE
                        detached_periods SELECT
                        facts_version SELECT
                        flyway_schema_history SELECT
                        matches INSERT SELECT
                        open_period() EXECUTE
                        order_access INSERT SELECT
                        order_lines INSERT SELECT
                        orders INSERT SELECT
                        outbox INSERT SELECT
                        outcomes INSERT SELECT
                        people INSERT SELECT
                        prune_run() EXECUTE
                        requests INSERT SELECT
                        runs INSERT SELECT
                        schema public USAGE
                        seals INSERT SELECT
                        subscriptions INSERT SELECT
                        tallies INSERT SELECT
                        virtual_accounts INSERT SELECT""");
        assertThat(String.join("\n", texts(GRANTED_COLUMNS))).isEqualTo("""
                        accounts UPDATE name name_folded type status contact_email contact_email_folded partner
                        deferred UPDATE retried_by retried_as ended
                        matches UPDATE conflicting
                        order_access UPDATE revoked
                        order_lines UPDATE sku quantity
                        orders UPDATE web_order_number kind status export_status partner account_id virtual_account_id version assigned_by_run placed placed_or_earlier
                        outbox UPDATE attempts next_attempt delivered last_error
                        people UPDATE organization active internal
                        runs UPDATE mode status ended columns requested cause attempt owner longest withheld
                        subscriptions UPDATE wanted changed
                        virtual_accounts UPDATE name is_default restricted""");
        assertThat(texts(OTHER_GRANTED_COLUMNS)).isEmpty();
    }

    @Test
    void noTableIsForgotten() {
        assertThat(texts(TABLES_WITHOUT_GRANTS))
                .as("tables that R__privileges.sql does not know")
                .isEmpty();
    }

    @Test
    void grantsNothingToOthers() {
        List<String> before = texts(GRANTED);
        JdbcClient.create(DATABASE.programDataSource())
                .sql("GRANT SELECT ON outcomes TO PUBLIC")
                .update();
        assertThat(texts(GRANTED)).isEqualTo(before);
    }

    @Test
    void theRoleOwnsNothingAndHasNoPower() {
        assertThat(texts(POWERS)).isEmpty();
    }
}
