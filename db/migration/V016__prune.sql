-- What a run has taken in is kept for its reports, and is most of what a database of many runs holds. Of runs that ended
-- long ago it may go; the ledger stays. The program may delete nothing by itself: this function does it, and sees to it
-- that nothing goes that anybody may still need.

ALTER TABLE runs
    ADD COLUMN pruned timestamptz,
    ADD CONSTRAINT runs_pruned_when_over CHECK (pruned IS NULL OR status IN ('COMPLETED', 'REFUSED'));
COMMENT ON COLUMN runs.pruned IS 'Since when what the run has taken in is gone, so that no report of it can be written; null while it is kept.';

-- Batch looks for what belongs to a job by these columns, too.
CREATE INDEX batch_executions_of_job ON batch_job_execution (job_instance_id);
CREATE INDEX batch_params_of_execution ON batch_job_execution_params (job_execution_id);
CREATE INDEX batch_steps_of_execution ON batch_step_execution (job_execution_id);
CREATE INDEX batch_executions_of_run ON batch_job_execution_params (parameter_value) WHERE parameter_name = 'run';

CREATE FUNCTION prune_run(run bigint, ended_before timestamptz, most integer,
                          OUT requests integer, OUT matches integer, OUT deferred integer, OUT messages integer,
                          OUT executions integer)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    of_run bigint[];
    of_job bigint[];
BEGIN
    IF ended_before IS NULL OR ended_before > now() - interval '720 hours' THEN
        RAISE EXCEPTION 'what ended less than 30 days ago is kept' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT pg_try_advisory_xact_lock(1212238157, run::integer) THEN -- Locks.RUN
        RETURN;
    END IF;
    PERFORM FROM runs
    WHERE id = run
      AND status IN ('COMPLETED', 'REFUSED')
      AND ended < ended_before
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'run % is not over, or has ended since', run USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE runs SET pruned = now() WHERE id = run AND pruned IS NULL;

    -- Of the deferred those that this run has ended: until then a run may have to take them in once more.
    DELETE FROM deferred d WHERE d.retried_by = run AND d.ended;
    GET DIAGNOSTICS deferred = ROW_COUNT;

    -- Those that wait stay.
    DELETE FROM outbox o WHERE o.run_id = run AND o.next_attempt IS NULL;
    GET DIAGNOSTICS messages = ROW_COUNT;

    SELECT array_agg(e.job_execution_id), array_agg(DISTINCT e.job_instance_id)
    INTO of_run, of_job
    FROM batch_job_execution_params p
    JOIN batch_job_execution e USING (job_execution_id)
    WHERE p.parameter_name = 'run'
      AND p.parameter_value = run::text;
    DELETE FROM batch_step_execution_context c USING batch_step_execution s
    WHERE c.step_execution_id = s.step_execution_id AND s.job_execution_id = ANY (of_run);
    DELETE FROM batch_step_execution WHERE job_execution_id = ANY (of_run);
    DELETE FROM batch_job_execution_context WHERE job_execution_id = ANY (of_run);
    DELETE FROM batch_job_execution_params WHERE job_execution_id = ANY (of_run);
    DELETE FROM batch_job_execution WHERE job_execution_id = ANY (of_run);
    DELETE FROM batch_job_instance WHERE job_instance_id = ANY (of_job);
    executions := coalesce(cardinality(of_run), 0);

    DELETE FROM matches WHERE ctid = ANY (ARRAY(SELECT m.ctid FROM matches m WHERE m.run_id = run LIMIT most));
    GET DIAGNOSTICS matches = ROW_COUNT;
    DELETE FROM requests WHERE ctid = ANY (ARRAY(SELECT q.ctid FROM requests q WHERE q.run_id = run LIMIT most));
    GET DIAGNOSTICS requests = ROW_COUNT;
END
$$;
COMMENT ON FUNCTION prune_run(bigint, timestamptz, integer) IS 'Deletes what a run that is over has left beside the ledger, so many rows of a table at a time, and returns how many; nothing where somebody is at work on the run.';
