-- The ledger is only ever added to, and a run that has been is never forgotten. Privileges keep the program to that
-- (R__privileges.sql), but the owner of a table has them all; these triggers hold for everybody, superusers and
-- replayed changes included, until somebody takes the triggers away, which no slip of the hand does.

CREATE FUNCTION refuse_change_of_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger only grows: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'A wrong move is set right by another move, which is recorded like the first.';
END
$$;
COMMENT ON FUNCTION refuse_change_of_ledger() IS 'Refuses a statement that would change or take away what is recorded.';

CREATE TRIGGER outcomes_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON outcomes
    EXECUTE FUNCTION refuse_change_of_ledger();
CREATE TRIGGER tallies_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON tallies
    EXECUTE FUNCTION refuse_change_of_ledger();
CREATE TRIGGER seals_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON seals
    EXECUTE FUNCTION refuse_change_of_ledger();
CREATE TRIGGER runs_stay BEFORE DELETE OR TRUNCATE ON runs
    EXECUTE FUNCTION refuse_change_of_ledger();

-- Where session_replication_role is replica, too.
ALTER TABLE outcomes ENABLE ALWAYS TRIGGER outcomes_only_grow;
ALTER TABLE tallies ENABLE ALWAYS TRIGGER tallies_only_grow;
ALTER TABLE seals ENABLE ALWAYS TRIGGER seals_only_grow;
ALTER TABLE runs ENABLE ALWAYS TRIGGER runs_stay;
