-- The ledger as docs/ledger-format.md describes it. An outcome is recorded in words, so that nothing that feeds change
-- later changes what it says, and a month of outcomes can go without what refers to it. Its leaf is the hash of those
-- words in a form that anybody can write down. Seals no longer hang on one another but are leaves of one tree, so that
-- a few hashes prove that one state of the ledger goes on from another. Outcomes are kept by month.

-- What a run records goes to the month in which it started: all of it in one place.
ALTER TABLE runs ADD COLUMN period date NOT NULL DEFAULT date_trunc('month', now() AT TIME ZONE 'UTC')::date;
UPDATE runs SET period = date_trunc('month', started AT TIME ZONE 'UTC')::date;
COMMENT ON COLUMN runs.period IS 'First day of the month, in UTC, in which the run started.';

-- Filled from the orders when requests are matched, like the columns beside it.
ALTER TABLE matches ADD COLUMN web_order_number text;

ALTER TABLE outcomes RENAME TO outcomes_before;
CREATE TABLE outcomes (
    run_id               bigint NOT NULL,
    order_key            bigint NOT NULL,
    record               integer NOT NULL,
    period               date NOT NULL,
    line                 bigint NOT NULL,
    decided              timestamptz NOT NULL,
    leaf                 bytea NOT NULL CONSTRAINT outcomes_leaf_length CHECK (length(leaf) = 32),
    requester            text NOT NULL,
    reference            text,
    order_number         text,
    sales_order_number   text,
    web_order_number     text,
    from_account         text,
    from_virtual_account text,
    to_account           text,
    to_virtual_account   text,
    status               text NOT NULL CONSTRAINT outcomes_status_known
                         CHECK (status IN ('ASSIGNED', 'UNCHANGED', 'DEFERRED', 'REJECTED')),
    codes                text[],
    message              text,
    justification        text,
    case_number          text,
    CONSTRAINT outcomes_refused_for_a_reason
        CHECK ((status IN ('DEFERRED', 'REJECTED')) = (codes IS NOT NULL AND message IS NOT NULL)),
    CONSTRAINT outcomes_key_of_order CHECK ((order_key > 0) = (sales_order_number IS NOT NULL)),
    CONSTRAINT outcomes_assigned_elsewhere
        CHECK (status <> 'ASSIGNED'
               OR (sales_order_number IS NOT NULL
                   AND (to_account IS NULL) = (to_virtual_account IS NULL)
                   AND coalesce(to_account, from_account) IS NOT NULL))
) PARTITION BY LIST (period);

COMMENT ON TABLE outcomes IS 'The one outcome of each request of each run, by the month in which the run started.';
COMMENT ON COLUMN outcomes.order_key IS 'The order''s id; the record''s number with a minus where the request meant not one order.';
COMMENT ON COLUMN outcomes.period IS 'The run''s.';
COMMENT ON COLUMN outcomes.line IS 'Physical line of the input on which the request starts; the first line of the file is 1.';
COMMENT ON COLUMN outcomes.decided IS 'When the transaction began that decided the request and moved the order.';
COMMENT ON COLUMN outcomes.leaf IS 'SHA-256 of the outcome in words, as a leaf of its run''s Merkle tree (docs/ledger-format.md).';
COMMENT ON COLUMN outcomes.requester IS 'Who asked: the address as it was given, by the request or for the run; blank for nobody.';
COMMENT ON COLUMN outcomes.reference IS 'The requester''s own reference; null, like justification and case_number, for none given.';
COMMENT ON COLUMN outcomes.order_number IS 'The order as the request names it; null for not at all.';
COMMENT ON COLUMN outcomes.sales_order_number IS 'Of the order that the request meant; null when it meant none that the requester may see.';
COMMENT ON COLUMN outcomes.from_account IS 'Domain of the account in which the order was when the request was decided; null for none.';
COMMENT ON COLUMN outcomes.from_virtual_account IS 'Name of the folder, folded.';
COMMENT ON COLUMN outcomes.to_account IS 'Where the request sends the order; null when that does not resolve, or when it goes back to no account.';
COMMENT ON COLUMN outcomes.codes IS 'The reasons against the request, the primary one first; null when there are none.';
COMMENT ON COLUMN outcomes.message IS 'The reasons in words, with the values that were at stake when the request was decided.';

-- The program owns no table and so cannot make one. Made apart and then attached: whoever works on other months does not
-- wait for it. Triggers of the whole do not hold for what is done to a part.
CREATE FUNCTION open_period(month date) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    part text := 'outcomes_' || to_char(month, 'YYYY_MM');
BEGIN
    IF to_regclass(quote_ident(part)) IS NOT NULL THEN
        RETURN;
    END IF;
    IF NOT EXISTS (SELECT FROM runs WHERE period = month) THEN
        RAISE EXCEPTION 'no run started in %', month USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE outcomes INCLUDING CONSTRAINTS INCLUDING COMMENTS) %s', part,
                   (SELECT 'TABLESPACE ' || quote_ident(spcname)
                    FROM pg_class
                    JOIN pg_tablespace ON pg_tablespace.oid = reltablespace
                    WHERE pg_class.oid = 'outcomes'::regclass));
    EXECUTE format('COMMENT ON TABLE %I IS %L', part,
                   'The outcomes of runs that started in ' || to_char(month, 'YYYY-MM') || '.');
    EXECUTE format('CREATE TRIGGER outcomes_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON %I '
                   'EXECUTE FUNCTION refuse_change_of_ledger()', part);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER outcomes_only_grow', part);
    EXECUTE format('ALTER TABLE outcomes ATTACH PARTITION %I FOR VALUES IN (%L)', part, month);
END
$$;
COMMENT ON FUNCTION open_period(date) IS 'Makes room for the outcomes of runs that started in the month of this first day.';

-- What there is: in words, as far as they are known. What a request of an earlier run called its order is known only
-- where the request has not been pruned.
SELECT open_period(period) FROM (SELECT DISTINCT period FROM runs ORDER BY period) AS periods;

CREATE FUNCTION pg_temp.member(name text, value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '"' || name || '":' || to_json(nullif(value, ''))::text
$$;
CREATE FUNCTION pg_temp.moment(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
CREATE FUNCTION pg_temp.leaf(object text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256('\x00'::bytea || convert_to(object, 'UTF8'))
$$;

INSERT INTO outcomes (run_id, order_key, record, period, line, decided, leaf, requester, reference, order_number,
                      sales_order_number, web_order_number, from_account, from_virtual_account, to_account,
                      to_virtual_account, status, codes, message, justification, case_number)
SELECT run_id, order_key, record, period, line, decided,
       pg_temp.leaf('{' || concat_ws(',',
           pg_temp.member('case_number', case_number),
           pg_temp.member('codes', array_to_string(codes, ';')),
           pg_temp.member('decided', pg_temp.moment(decided)),
           pg_temp.member('from_account', from_account),
           pg_temp.member('from_virtual_account', from_virtual_account),
           pg_temp.member('justification', justification),
           '"line":' || line,
           pg_temp.member('message', message),
           pg_temp.member('order_number', order_number),
           '"record":' || record,
           pg_temp.member('reference', reference),
           pg_temp.member('requester', requester),
           '"run":' || run_id,
           pg_temp.member('sales_order_number', sales_order_number),
           pg_temp.member('status', status),
           pg_temp.member('to_account', to_account),
           pg_temp.member('to_virtual_account', to_virtual_account),
           pg_temp.member('web_order_number', web_order_number)) || '}'),
       requester, reference, order_number, sales_order_number, web_order_number, from_account, from_virtual_account,
       to_account, to_virtual_account, status, codes, message, justification, case_number
FROM (SELECT x.run_id, x.order_key, x.record, r.period, x.line, x.decided, x.requester, x.reference, q.order_number,
             o.sales_order_number, nullif(o.web_order_number, '') AS web_order_number,
             f.domain AS from_account, fv.name_folded AS from_virtual_account,
             t.domain AS to_account, tv.name_folded AS to_virtual_account,
             x.status, x.codes, x.message, x.justification, x.case_number
      FROM outcomes_before x
      JOIN runs r ON r.id = x.run_id
      LEFT JOIN requests q ON q.run_id = x.run_id AND q.record = x.record
      LEFT JOIN orders o ON o.id = x.order_id
      LEFT JOIN accounts f ON f.id = x.from_account_id
      LEFT JOIN virtual_accounts fv ON fv.id = x.from_virtual_account_id
      LEFT JOIN accounts t ON t.id = x.to_account_id
      LEFT JOIN virtual_accounts tv ON tv.id = x.to_virtual_account_id) AS recorded
ORDER BY run_id, order_key, record;

DROP TABLE outcomes_before;
ALTER TABLE outcomes ADD CONSTRAINT outcomes_pk PRIMARY KEY (order_key, run_id, record, period);
CREATE INDEX outcomes_of_run ON outcomes USING brin (run_id) WITH (autosummarize = on);
CREATE TRIGGER outcomes_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON outcomes
    EXECUTE FUNCTION refuse_change_of_ledger();
ALTER TABLE outcomes ENABLE ALWAYS TRIGGER outcomes_only_grow;

-- Seals: what is sealed already is sealed anew, in the same order and as of the same time.
ALTER TABLE seals DISABLE TRIGGER seals_only_grow;
ALTER TABLE seals
    DROP CONSTRAINT seals_chained,
    DROP COLUMN previous,
    DROP COLUMN seal,
    ADD COLUMN leaf bytea CONSTRAINT seals_leaf_length CHECK (length(leaf) = 32),
    ADD COLUMN head bytea CONSTRAINT seals_head_length CHECK (length(head) = 32);

-- A level of the tree at a time, from the leaves up: of each two neighbours their hash, one that is left over as it is.
CREATE FUNCTION pg_temp.root(leaves bytea[]) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
    level bytea[] := leaves;
BEGIN
    WHILE cardinality(level) > 1 LOOP
        SELECT array_agg(hash ORDER BY pair)
        INTO level
        FROM (SELECT (place + 1) / 2 AS pair,
                     CASE count(*) WHEN 1 THEN string_agg(hash, '')
                                   ELSE sha256('\x01'::bytea || string_agg(hash, '' ORDER BY place)) END AS hash
              FROM unnest(level) WITH ORDINALITY AS u (hash, place)
              GROUP BY (place + 1) / 2) AS pairs;
    END LOOP;
    RETURN coalesce(level[1], sha256(''));
END
$$;

DO $$
DECLARE
    s    seals;
    made bytea[] := '{}';
BEGIN
    FOR s IN SELECT * FROM seals ORDER BY number LOOP
        s.root := pg_temp.root(ARRAY(SELECT leaf FROM outcomes WHERE run_id = s.run_id ORDER BY record));
        SELECT pg_temp.leaf('{' || concat_ws(',',
                   '"format":1',
                   pg_temp.member('input_name', input_name),
                   pg_temp.member('input_sha256', sha256),
                   pg_temp.member('mode', mode),
                   '"number":' || s.number,
                   '"outcomes":' || s.outcomes,
                   pg_temp.member('program_version', program_version),
                   pg_temp.member('requester', requester),
                   pg_temp.member('root', encode(s.root, 'hex')),
                   '"run":' || id,
                   pg_temp.member('sealed', pg_temp.moment(s.sealed)),
                   pg_temp.member('started', pg_temp.moment(started)),
                   pg_temp.member('started_by', started_by),
                   pg_temp.member('terms_accepted', pg_temp.moment(terms_accepted)),
                   pg_temp.member('terms_version', terms_version),
                   '"undoes":' || undoes,
                   CASE WHEN withheld THEN '"withheld":true' END) || '}')
        INTO s.leaf
        FROM runs
        WHERE id = s.run_id;
        made := made || s.leaf;
        UPDATE seals SET root = s.root, leaf = s.leaf, head = pg_temp.root(made) WHERE run_id = s.run_id;
    END LOOP;
END
$$;
ALTER TABLE seals
    ALTER COLUMN leaf SET NOT NULL,
    ALTER COLUMN head SET NOT NULL;
ALTER TABLE seals ENABLE ALWAYS TRIGGER seals_only_grow;

COMMENT ON TABLE seals IS 'The log: of each sealed run a Merkle root over its outcomes, and in the order of the numbers the leaves of the tree over all runs.';
COMMENT ON COLUMN seals.leaf IS 'SHA-256 of the statement of the run, as a leaf of the log (docs/ledger-format.md).';
COMMENT ON COLUMN seals.head IS 'Root of the log with this seal as its last.';
