-- The ledger: what became of every request, and who moved what from where to where. It is only ever added to.

CREATE TABLE outcomes (
    run_id                  bigint NOT NULL,
    record                  integer NOT NULL,
    line                    bigint NOT NULL,
    requester               text NOT NULL,
    reference               text,
    justification           text,
    case_number             text,
    status                  text NOT NULL CONSTRAINT outcomes_status_known
                            CHECK (status IN ('ASSIGNED', 'UNCHANGED', 'DEFERRED', 'REJECTED')),
    codes                   text[],
    message                 text,
    order_id                bigint,
    from_account_id         integer,
    from_virtual_account_id integer,
    to_account_id           integer,
    to_virtual_account_id   integer,
    decided                 timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT outcomes_pk PRIMARY KEY (run_id, record),
    CONSTRAINT outcomes_refused_for_a_reason
        CHECK ((status IN ('DEFERRED', 'REJECTED')) = (codes IS NOT NULL AND message IS NOT NULL)),
    CONSTRAINT outcomes_assigned_somewhere
        CHECK (status <> 'ASSIGNED' OR (order_id IS NOT NULL AND to_account_id IS NOT NULL AND to_virtual_account_id IS NOT NULL))
);
CREATE INDEX outcomes_of_order ON outcomes (order_id) WHERE order_id IS NOT NULL;

COMMENT ON TABLE outcomes IS 'The one outcome of each request of each run.';
COMMENT ON COLUMN outcomes.line IS 'Physical line of the input on which the request starts; the first line of the file is 1.';
COMMENT ON COLUMN outcomes.requester IS 'Who asked: the address as it was given, by the request or for the run; blank for nobody.';
COMMENT ON COLUMN outcomes.reference IS 'The requester''s own reference; null, like justification and case_number, for none given.';
COMMENT ON COLUMN outcomes.codes IS 'The reasons against the request, the primary one first; null when there are none.';
COMMENT ON COLUMN outcomes.message IS 'The reasons in words, with the values that were at stake when the request was decided.';
COMMENT ON COLUMN outcomes.order_id IS 'The order that the request meant; null when it meant none that the requester may see.';
COMMENT ON COLUMN outcomes.from_account_id IS 'Where the order was when the request was decided; null for no account.';
COMMENT ON COLUMN outcomes.to_account_id IS 'Where the request sends the order; null when that does not resolve.';
COMMENT ON COLUMN outcomes.decided IS 'When the transaction began that decided the request and moved the order.';

CREATE TABLE tallies (
    run_id   bigint NOT NULL CONSTRAINT tallies_of_run REFERENCES runs,
    status   text NOT NULL,
    code     text NOT NULL,
    requests integer NOT NULL CONSTRAINT tallies_requests_positive CHECK (requests > 0),
    CONSTRAINT tallies_pk PRIMARY KEY (run_id, status, code)
);

COMMENT ON TABLE tallies IS 'How many requests of a sealed run had which outcome, by primary reason.';
COMMENT ON COLUMN tallies.code IS 'The primary reason; blank for ASSIGNED and UNCHANGED.';

CREATE TABLE seals (
    run_id   bigint CONSTRAINT seals_pk PRIMARY KEY CONSTRAINT seals_of_run REFERENCES runs,
    number   bigint NOT NULL CONSTRAINT seals_number_unique UNIQUE,
    outcomes integer NOT NULL,
    root     bytea NOT NULL CONSTRAINT seals_root_length CHECK (length(root) = 32),
    previous bytea CONSTRAINT seals_previous_length CHECK (length(previous) = 32),
    seal     bytea NOT NULL CONSTRAINT seals_seal_length CHECK (length(seal) = 32),
    sealed   timestamptz NOT NULL,
    CONSTRAINT seals_chained CHECK ((number = 1) = (previous IS NULL))
);

COMMENT ON TABLE seals IS 'What vouches for the outcomes of a run: a Merkle root over them, chained to the seal before.';
COMMENT ON COLUMN seals.number IS 'From 1, without gaps, in the order in which runs were sealed.';
COMMENT ON COLUMN seals.root IS 'Merkle tree hash (RFC 6962, SHA-256) of the outcomes in file order.';
COMMENT ON COLUMN seals.previous IS 'The seal with the number before; null for the first.';
COMMENT ON COLUMN seals.seal IS 'SHA-256 over the seal before, the run, its count and its root.';
