-- A request is decided by facts that a match holds already, read from one end to the other, and not by look-ups in six
-- tables for each. That they are still true is known from the version of the facts. What a run stages is not logged:
-- after a crash of the server, not of the program, it is staged again from the file.

ALTER TABLE requests SET UNLOGGED;

CREATE TABLE facts_version (
    version bigint NOT NULL
);
INSERT INTO facts_version VALUES (0);
CREATE UNIQUE INDEX facts_version_one ON facts_version ((true));

COMMENT ON TABLE facts_version IS 'One row. Two looks at the facts that find the same version have found the same facts.';
COMMENT ON COLUMN facts_version.version IS 'Counts the statements that changed facts; where an assignment puts an order does not count.';

-- With the rights of its owner: whoever may change a fact may count it, and nobody else.
CREATE OR REPLACE FUNCTION hold_facts_still() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1212238156, 1); -- Locks.FACTS
    UPDATE facts_version SET version = version + 1;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION hold_facts_still() IS 'Waits until no chunk is deciding, keeps chunks from starting until the transaction ends, and counts the change.';

DROP TABLE matches;
CREATE UNLOGGED TABLE matches (
    run_id                     bigint NOT NULL,
    order_key                  bigint NOT NULL,
    record                     integer NOT NULL,
    facts_version              bigint NOT NULL,
    line                       bigint NOT NULL,
    fields                     text[] NOT NULL,
    malformation               text,
    miscounted                 boolean NOT NULL,
    organization               text,
    active                     boolean,
    internal                   boolean,
    orders_found               integer NOT NULL,
    order_number               text,
    kind                       text,
    status                     text,
    export_status              text,
    partner                    text,
    access_granted             boolean NOT NULL,
    version                    integer,
    current_account_id         integer,
    current_domain             text,
    current_type               text,
    current_status             text,
    current_partner            text,
    current_virtual_account_id integer,
    current_virtual_account    text,
    accounts_found             integer NOT NULL,
    account_id                 integer,
    domain                     text,
    type                       text,
    account_status             text,
    account_partner            text,
    virtual_account_id         integer,
    virtual_account            text,
    conflicting                boolean NOT NULL,
    CONSTRAINT matches_pk PRIMARY KEY (run_id, order_key, record),
    CONSTRAINT matches_order_of_one CHECK ((orders_found = 1) = (order_number IS NOT NULL)),
    CONSTRAINT matches_folder_in_account CHECK (virtual_account_id IS NULL OR account_id IS NOT NULL)
);

COMMENT ON TABLE matches IS 'Which order and which destination each request means, with the facts that decide it, in the order in which requests are decided.';
COMMENT ON COLUMN matches.order_key IS 'The order''s id; the record''s number with a minus where there is not one order.';
COMMENT ON COLUMN matches.facts_version IS 'Of which facts_version the facts are.';
COMMENT ON COLUMN matches.organization IS 'Of the requester; null, like active and internal, for an unknown one.';
COMMENT ON COLUMN matches.orders_found IS 'How many orders the number fits that the requester may see.';
COMMENT ON COLUMN matches.order_number IS 'The sales order number; null, like the columns after it, where there is not one order.';
COMMENT ON COLUMN matches.version IS 'Of the order''s row.';
COMMENT ON COLUMN matches.current_account_id IS 'Where the order is; null for in no account.';
COMMENT ON COLUMN matches.account_id IS 'Where the request sends the order; of accounts_found the first.';
COMMENT ON COLUMN matches.conflicting IS 'Other requests of the file send the order elsewhere.';

-- The program owns no table, and only an owner may have statistics taken. Without those the server plans for a few
-- requests where there are millions.
CREATE FUNCTION analyze_requests() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE requests (run_id, record, order_number, account, virtual_account, requester);
END
$$;
COMMENT ON FUNCTION analyze_requests() IS 'Takes statistics of what is staged, for the plans that match it.';

CREATE FUNCTION analyze_matches() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE matches (run_id, order_key, record);
END
$$;
COMMENT ON FUNCTION analyze_matches() IS 'Takes statistics of what is matched, for the plans that read it.';

-- Outcomes are added in the order in which requests are decided. In a key that begins with it each finds its place
-- beside the one before; in file order they were scattered over the whole index, which cost more than the rows.
ALTER TABLE outcomes DISABLE TRIGGER outcomes_only_grow;
ALTER TABLE outcomes
    ADD COLUMN order_key bigint,
    ADD COLUMN leaf bytea;

CREATE FUNCTION pg_temp.leaf_text(text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN $1 IS NULL THEN int4send(-1)
                ELSE int4send(octet_length(convert_to($1, 'UTF8'))) || convert_to($1, 'UTF8') END
$$;

UPDATE outcomes u
SET order_key = coalesce(x.order_id, -x.record::bigint),
    leaf = sha256('\x00'::bytea || int8send(x.run_id) || int8send(x.record::bigint) || int8send(x.line)
                  || pg_temp.leaf_text(x.requester) || pg_temp.leaf_text(x.reference)
                  || pg_temp.leaf_text(x.justification) || pg_temp.leaf_text(x.case_number)
                  || pg_temp.leaf_text(x.status) || pg_temp.leaf_text(array_to_string(x.codes, ';'))
                  || pg_temp.leaf_text(x.message) || pg_temp.leaf_text(o.sales_order_number)
                  || pg_temp.leaf_text(f.domain) || pg_temp.leaf_text(fv.name)
                  || pg_temp.leaf_text(t.domain) || pg_temp.leaf_text(tv.name))
FROM outcomes x
LEFT JOIN orders o ON o.id = x.order_id
LEFT JOIN accounts f ON f.id = x.from_account_id
LEFT JOIN virtual_accounts fv ON fv.id = x.from_virtual_account_id
LEFT JOIN accounts t ON t.id = x.to_account_id
LEFT JOIN virtual_accounts tv ON tv.id = x.to_virtual_account_id
WHERE u.run_id = x.run_id
  AND u.record = x.record;

ALTER TABLE outcomes
    ALTER COLUMN order_key SET NOT NULL,
    ALTER COLUMN leaf SET NOT NULL,
    DROP CONSTRAINT outcomes_pk,
    ADD CONSTRAINT outcomes_pk PRIMARY KEY (run_id, order_key, record),
    ADD CONSTRAINT outcomes_leaf_length CHECK (length(leaf) = 32);
ALTER TABLE outcomes ENABLE ALWAYS TRIGGER outcomes_only_grow;

COMMENT ON COLUMN outcomes.order_key IS 'The order''s id; the record''s number with a minus where the request meant not one order.';
COMMENT ON COLUMN outcomes.leaf IS 'SHA-256 of the outcome in words, as a leaf of its run''s Merkle tree (RFC 6962).';
