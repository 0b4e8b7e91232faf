-- Months that are long over can leave the ledger, exported and verified: their seals stay, so that every head goes on
-- proving what it proved. The program may take nothing away by itself: this function does it, and sees to it that
-- nothing goes that anybody may still need.

CREATE TABLE detached_periods (
    period   date CONSTRAINT detached_periods_pk PRIMARY KEY,
    detached timestamptz NOT NULL DEFAULT now(),
    export   text NOT NULL,
    sha256   text NOT NULL CONSTRAINT detached_periods_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
COMMENT ON TABLE detached_periods IS 'Months whose outcomes are no longer in the ledger, but in an export.';
COMMENT ON COLUMN detached_periods.period IS 'First day of the month in which the runs started.';
COMMENT ON COLUMN detached_periods.export IS 'Name of the file that has them.';
COMMENT ON COLUMN detached_periods.sha256 IS 'Of that file, in hexadecimal digits.';

CREATE TRIGGER detached_periods_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON detached_periods
    EXECUTE FUNCTION refuse_change_of_ledger();
ALTER TABLE detached_periods ENABLE ALWAYS TRIGGER detached_periods_only_grow;

-- Whoever reads or writes the ledger meanwhile is waited for, and waits; not for long.
CREATE FUNCTION detach_period(month date, export text, sha256 text) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    part text := 'outcomes_' || to_char(month, 'YYYY_MM');
BEGIN
    IF month IS NULL OR (month + interval '1 month') AT TIME ZONE 'UTC' > now() - interval '720 hours' THEN
        RAISE EXCEPTION 'a month that ended less than 30 days ago is kept' USING ERRCODE = 'insufficient_privilege';
    END IF;
    LOCK TABLE runs IN SHARE ROW EXCLUSIVE MODE;
    IF EXISTS (SELECT
               FROM runs r
               LEFT JOIN seals s ON s.run_id = r.id
               WHERE r.period = month
                 AND (r.status NOT IN ('COMPLETED', 'REFUSED')
                      OR (s.run_id IS NOT NULL AND r.pruned IS NULL)
                      OR (s.run_id IS NULL AND EXISTS (SELECT
                                                       FROM outcomes x
                                                       WHERE x.run_id = r.id
                                                         AND x.period = month)))) THEN
        RAISE EXCEPTION 'a run of that month is not over, or has not been pruned' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT
                   FROM pg_inherits
                   WHERE inhparent = 'outcomes'::regclass
                     AND inhrelid = to_regclass(quote_ident(part))) THEN
        RAISE EXCEPTION 'the ledger has no outcomes of that month' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO detached_periods (period, export, sha256) VALUES (month, detach_period.export, detach_period.sha256);
    EXECUTE format('ALTER TABLE outcomes DETACH PARTITION %I', part);
END
$$;
COMMENT ON FUNCTION detach_period(date, text, text) IS 'Takes the outcomes of a month out of the ledger; their table stays, for its owner to keep or to drop.';
