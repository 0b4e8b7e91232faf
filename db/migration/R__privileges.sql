-- What the program may do: no more than its statements need. It owns nothing; migrations, this one included, run as
-- the owner. Flyway runs the file again whenever it has changed, or the program's role has. Every table has its lines
-- here; a test fails for one that has none.
-- Quoted already: ${program}, the program's role as an identifier, and ${program_text}, the same within a literal.

-- Where an administrator owns database and schema, these warn and change nothing: then it is the administrator's turn.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO ${program};
SELECT set_config('handover.program', ${program_text}, true);
DO $$
BEGIN
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %s',
                   current_database(), current_setting('handover.program'));
END
$$;

REVOKE ALL ON FUNCTION hold_facts_still(), refuse_change_of_ledger(), refuse_other_mode(), analyze_requests(), analyze_matches(),
                       prune_run(bigint, timestamptz, integer), open_period(date), detach_period(date, text, text)
    FROM PUBLIC, ${program};

REVOKE ALL ON accounts, virtual_accounts, people, orders, order_lines, order_access,
              runs, requests, matches, outcomes, tallies, seals, detached_periods, deferred, outbox, subscriptions, facts_version,
              batch_job_instance, batch_job_execution, batch_job_execution_params, batch_job_execution_context,
              batch_step_execution, batch_step_execution_context, flyway_schema_history
    FROM PUBLIC, ${program};
REVOKE ALL ON SEQUENCE batch_job_instance_seq, batch_job_execution_seq, batch_step_execution_seq FROM PUBLIC, ${program};

-- Facts: feeds insert and update, and never change what a fact is known by; nothing is deleted.
GRANT SELECT, INSERT ON accounts, virtual_accounts, people, orders, order_lines, order_access TO ${program};
GRANT UPDATE (name, name_folded, type, status, contact_email, contact_email_folded, partner) ON accounts TO ${program};
GRANT UPDATE (name, is_default, restricted) ON virtual_accounts TO ${program};
GRANT UPDATE (organization, active, internal) ON people TO ${program};
GRANT UPDATE (web_order_number, kind, status, export_status, partner, account_id, virtual_account_id, version,
              assigned_by_run, placed, placed_or_earlier) ON orders TO ${program};
GRANT UPDATE (sku, quantity) ON order_lines TO ${program};
GRANT UPDATE (revoked) ON order_access TO ${program};
GRANT SELECT ON facts_version TO ${program};

-- Runs: how far one has come changes, and one that rejects too much becomes a preview; what it was asked, by whom and
-- when does not change.
GRANT SELECT, INSERT, UPDATE (status, ended, cause, columns, requested, longest, attempt, owner, mode, withheld) ON runs
    TO ${program};
GRANT SELECT, INSERT ON requests, matches TO ${program};
GRANT UPDATE (conflicting) ON matches TO ${program};
GRANT SELECT, INSERT, UPDATE (retried_by, retried_as, ended) ON deferred TO ${program};
GRANT EXECUTE ON FUNCTION analyze_requests(), analyze_matches(), prune_run(bigint, timestamptz, integer),
                          open_period(date), detach_period(date, text, text) TO ${program};

-- Messages: how far each has come changes, what it says does not.
GRANT SELECT, INSERT, UPDATE (attempts, next_attempt, delivered, last_error) ON outbox TO ${program};
GRANT SELECT, INSERT, UPDATE (wanted, changed) ON subscriptions TO ${program};

-- The ledger is only ever added to.
GRANT SELECT, INSERT ON outcomes, tallies, seals TO ${program};
GRANT SELECT ON detached_periods TO ${program};

-- Spring Batch's books.
GRANT SELECT, INSERT ON batch_job_instance, batch_job_execution_params TO ${program};
GRANT SELECT, INSERT, UPDATE ON batch_job_execution, batch_job_execution_context, batch_step_execution,
                                batch_step_execution_context TO ${program};
GRANT USAGE ON SEQUENCE batch_job_instance_seq, batch_job_execution_seq, batch_step_execution_seq TO ${program};

-- Which form the database has.
GRANT SELECT ON flyway_schema_history TO ${program};

-- Last, for the case that the program works as the owner: then all that was revoked above was the owner's.
GRANT ALL ON accounts, virtual_accounts, people, orders, order_lines, order_access,
             runs, requests, matches, outcomes, tallies, seals, detached_periods, deferred, outbox, subscriptions, facts_version,
             batch_job_instance, batch_job_execution, batch_job_execution_params, batch_job_execution_context,
             batch_step_execution, batch_step_execution_context, flyway_schema_history
    TO CURRENT_USER;
GRANT ALL ON FUNCTION hold_facts_still(), refuse_change_of_ledger(), refuse_other_mode(), analyze_requests(), analyze_matches(),
                      prune_run(bigint, timestamptz, integer), open_period(date), detach_period(date, text, text)
    TO CURRENT_USER;
GRANT ALL ON SEQUENCE batch_job_instance_seq, batch_job_execution_seq, batch_step_execution_seq TO CURRENT_USER;
