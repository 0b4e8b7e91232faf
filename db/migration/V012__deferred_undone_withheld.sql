-- Runs that no file was handed in for: one that decides deferred requests again, and one that undoes another. And runs
-- that apply nothing because more was rejected than was allowed.

ALTER TABLE runs
    ALTER COLUMN input_bytes DROP NOT NULL,
    ALTER COLUMN sha256 DROP NOT NULL,
    ADD COLUMN undoes bigint CONSTRAINT runs_undoes_run REFERENCES runs,
    ADD COLUMN expires_before timestamptz,
    ADD COLUMN max_rejected text,
    ADD COLUMN withheld boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT runs_of_one_origin CHECK (num_nonnulls(sha256, undoes, expires_before) = 1),
    ADD CONSTRAINT runs_bytes_of_file CHECK ((sha256 IS NULL) = (input_bytes IS NULL)),
    ADD CONSTRAINT runs_withheld_moves_nothing CHECK (NOT withheld OR (mode = 'preview' AND max_rejected IS NOT NULL));
CREATE INDEX runs_that_undo ON runs (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX runs_that_retry ON runs (id) WHERE expires_before IS NOT NULL;

COMMENT ON TABLE runs IS 'One pass each over a file, over what is deferred, or over what another run has moved.';
COMMENT ON COLUMN runs.input_name IS 'Name of the file that was handed in, or of what was decided in the place of one.';
COMMENT ON COLUMN runs.columns IS 'Names of the columns of the reports, as they came, before those that every report has.';
COMMENT ON COLUMN runs.sha256 IS 'Of the bytes of the file that was handed in, in hexadecimal digits; null for none.';
COMMENT ON COLUMN runs.undoes IS 'The run whose moves this one takes back; null for none.';
COMMENT ON COLUMN runs.expires_before IS 'Of a run over deferred requests: those of runs that started before this have waited too long.';
COMMENT ON COLUMN runs.max_rejected IS 'How many requests may be rejected, or how many in a hundred (5%); null for any number.';
COMMENT ON COLUMN runs.withheld IS 'More was rejected than was allowed: the run has become a preview and moved nothing.';

-- Whether a run moves orders can change in one way only, and no more once its outcomes are sealed.
CREATE FUNCTION refuse_other_mode() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.mode <> 'preview' OR NOT NEW.withheld OR EXISTS (SELECT FROM seals WHERE run_id = OLD.id) THEN
        RAISE EXCEPTION 'run % stays what it is: a run that is not sealed can be withheld, and nothing else', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION refuse_other_mode() IS 'Lets a run that is not sealed yet become a preview because it rejects too much, and refuses other changes.';
CREATE TRIGGER runs_keep_mode BEFORE UPDATE ON runs FOR EACH ROW
    WHEN (NEW.mode <> OLD.mode OR NEW.withheld <> OLD.withheld)
    EXECUTE FUNCTION refuse_other_mode();
ALTER TABLE runs ENABLE ALWAYS TRIGGER runs_keep_mode;

-- What a request that was decided before goes back to.
ALTER TABLE requests
    ADD COLUMN earlier_run             bigint,
    ADD COLUMN then_account_id         integer,
    ADD COLUMN then_virtual_account_id integer;
COMMENT ON COLUMN requests.earlier_run IS 'The run that deferred the request, or moved the order that is to go back; null for a request of a file.';
COMMENT ON COLUMN requests.then_account_id IS 'Where the earlier run left the order; null for in no account.';

CREATE TABLE deferred (
    run_id                  bigint NOT NULL CONSTRAINT deferred_by_run REFERENCES runs,
    record                  integer NOT NULL,
    line                    bigint NOT NULL,
    fields                  text[] NOT NULL,
    asked_by                text NOT NULL,
    order_number            text NOT NULL,
    order_number_type       text NOT NULL,
    account                 text NOT NULL,
    account_key             text NOT NULL,
    virtual_account         text NOT NULL,
    requester               text NOT NULL,
    case_given              boolean NOT NULL,
    then_account_id         integer,
    then_virtual_account_id integer,
    retried_by              bigint CONSTRAINT deferred_retried_by_run REFERENCES runs,
    retried_as              integer,
    ended                   boolean NOT NULL DEFAULT false,
    CONSTRAINT deferred_pk PRIMARY KEY (run_id, record),
    CONSTRAINT deferred_ended_by_run CHECK (NOT ended OR retried_by IS NOT NULL),
    CONSTRAINT deferred_retried_as_record CHECK ((retried_by IS NULL) = (retried_as IS NULL))
);
CREATE INDEX deferred_waiting ON deferred (run_id, record) WHERE NOT ended;
CREATE INDEX deferred_retried ON deferred (retried_by, retried_as);

COMMENT ON TABLE deferred IS 'The requests that runs over files have deferred, with all that they came with, until they end and after.';
COMMENT ON COLUMN deferred.fields IS 'The values, as they came, in the order of the run''s columns.';
COMMENT ON COLUMN deferred.asked_by IS 'The requester''s address as it was given, by the request or for the run.';
COMMENT ON COLUMN deferred.order_number IS 'As in requests, like the columns after it.';
COMMENT ON COLUMN deferred.then_account_id IS 'Where the order was when the request was deferred; null for in no account.';
COMMENT ON COLUMN deferred.retried_by IS 'The last run that has decided it again, or is about to; null for none yet.';
COMMENT ON COLUMN deferred.retried_as IS 'Which record of that run it is.';
COMMENT ON COLUMN deferred.ended IS 'That run has not deferred it once more.';

-- What was deferred before there was this table, as far as it has not been lost in a crash of the server.
INSERT INTO deferred (run_id, record, line, fields, asked_by, order_number, order_number_type, account, account_key,
                      virtual_account, requester, case_given, then_account_id, then_virtual_account_id)
SELECT q.run_id, q.record, q.line, q.fields, x.requester, q.order_number, q.order_number_type, q.account, q.account_key,
       q.virtual_account, q.requester, q.case_given, x.from_account_id, x.from_virtual_account_id
FROM outcomes x
JOIN requests q USING (run_id, record)
JOIN seals s USING (run_id)
JOIN runs r ON r.id = x.run_id
WHERE r.mode = 'apply'
  AND x.status = 'DEFERRED';

-- An order that was in no account before it was moved goes back to none.
ALTER TABLE outcomes
    DROP CONSTRAINT outcomes_assigned_somewhere,
    ADD CONSTRAINT outcomes_assigned_elsewhere
        CHECK (status <> 'ASSIGNED'
               OR (order_id IS NOT NULL
                   AND (to_account_id IS NULL) = (to_virtual_account_id IS NULL)
                   AND coalesce(to_account_id, from_account_id) IS NOT NULL));
COMMENT ON COLUMN outcomes.to_account_id IS 'Where the request sends the order; null when that does not resolve, or when it goes back to no account.';
