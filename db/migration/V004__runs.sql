-- Runs, what they were asked, and what each request was found to mean. Rows of requests and matches are kept for
-- the reports and can be pruned once those are written; rows of runs stay.

CREATE TABLE runs (
    id              bigint CONSTRAINT runs_pk PRIMARY KEY,
    mode            text NOT NULL CONSTRAINT runs_mode_known CHECK (mode IN ('apply', 'preview', 'undo')),
    status          text NOT NULL CONSTRAINT runs_status_known
                    CHECK (status IN ('RUNNING', 'COMPLETED', 'STOPPED', 'FAILED', 'REFUSED')),
    input_name      text NOT NULL,
    input_bytes     bigint NOT NULL,
    sha256          text NOT NULL CONSTRAINT runs_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    requester       text NOT NULL,
    terms_version   text,
    started_by      text NOT NULL,
    terms_accepted  timestamptz,
    started         timestamptz NOT NULL,
    ended           timestamptz,
    program_version text NOT NULL,
    columns         text[],
    requested       integer,
    cause           text,
    CONSTRAINT runs_terms_accepted_when_applied
        CHECK (mode = 'preview' OR (terms_version IS NOT NULL AND terms_accepted IS NOT NULL)),
    CONSTRAINT runs_ended_after_start CHECK (ended >= started)
);
CREATE INDEX runs_of_same_bytes ON runs (sha256);

COMMENT ON TABLE runs IS 'One pass over one file each.';
COMMENT ON COLUMN runs.id IS 'The run number: 1, 2, 3 … without gaps.';
COMMENT ON COLUMN runs.status IS 'A run that is RUNNING but whose owner holds no lock was interrupted.';
COMMENT ON COLUMN runs.sha256 IS 'Of the bytes of the input, in hexadecimal digits.';
COMMENT ON COLUMN runs.requester IS 'The address, folded, that stands in for a blank requester; blank for none.';
COMMENT ON COLUMN runs.started_by IS 'User of the operating system who started the run and accepted the terms.';
COMMENT ON COLUMN runs.columns IS 'Names of the input''s columns, as they came, without those that begin with two underscores.';
COMMENT ON COLUMN runs.requested IS 'How many requests the file holds; null until all of it is in.';
COMMENT ON COLUMN runs.cause IS 'Why a run was refused or has failed.';

CREATE TABLE requests (
    run_id            bigint NOT NULL,
    record            integer NOT NULL,
    line              bigint NOT NULL,
    fields            text[] NOT NULL,
    malformation      text,
    miscounted        boolean NOT NULL,
    order_number      text COLLATE "C",
    order_number_type text,
    account           text,
    account_key       text,
    virtual_account   text,
    requester         text,
    case_given        boolean NOT NULL,
    CONSTRAINT requests_pk PRIMARY KEY (run_id, record),
    CONSTRAINT requests_miscounted_is_malformed CHECK (NOT miscounted OR malformation IS NOT NULL),
    CONSTRAINT requests_malformed_not_matched CHECK (malformation IS NULL OR order_number IS NULL),
    CONSTRAINT requests_record_from_one CHECK (record >= 1),
    CONSTRAINT requests_line_from_one CHECK (line >= 1)
);

COMMENT ON TABLE requests IS 'The records of a run''s input, as they came, and in the form in which they are matched.';
COMMENT ON COLUMN requests.record IS 'Which record of the file, from 1.';
COMMENT ON COLUMN requests.line IS 'Physical line on which the record starts; the first line of the file is 1.';
COMMENT ON COLUMN requests.fields IS 'The values, as they came, in the order of runs.columns.';
COMMENT ON COLUMN requests.miscounted IS 'The record has a wrong number of fields, so that none of them can be trusted.';
COMMENT ON COLUMN requests.malformation IS 'What is wrong with the record''s form; null for nothing.';
COMMENT ON COLUMN requests.order_number IS 'Without blanks around; null, like the columns after it, for a faulty record.';
COMMENT ON COLUMN requests.order_number_type IS 'SALES or WEB; blank for either.';
COMMENT ON COLUMN requests.account IS 'The destination account as it was named, folded.';
COMMENT ON COLUMN requests.account_key IS 'DOMAIN, NAME or EMAIL; blank for any.';
COMMENT ON COLUMN requests.virtual_account IS 'Folded; blank for the account''s default.';
COMMENT ON COLUMN requests.requester IS 'The address, folded, the run''s requester standing in for a blank one.';

CREATE TABLE matches (
    run_id             bigint NOT NULL,
    position           integer NOT NULL,
    record             integer NOT NULL,
    orders_found       integer NOT NULL,
    order_id           bigint,
    accounts_found     integer NOT NULL,
    account_id         integer,
    virtual_account_id integer,
    conflicting        boolean NOT NULL,
    CONSTRAINT matches_pk PRIMARY KEY (run_id, position),
    CONSTRAINT matches_order_of_one CHECK ((orders_found = 1) = (order_id IS NOT NULL)),
    CONSTRAINT matches_account_of_one CHECK ((accounts_found = 1) = (account_id IS NOT NULL)),
    CONSTRAINT matches_folder_in_account CHECK (virtual_account_id IS NULL OR account_id IS NOT NULL)
);

COMMENT ON TABLE matches IS 'Which order and which destination each request means, in the order in which requests are decided.';
COMMENT ON COLUMN matches.position IS 'From 1, without gaps: by order, and within an order as in the file.';
COMMENT ON COLUMN matches.orders_found IS 'How many orders the number fits that the requester may see.';
COMMENT ON COLUMN matches.conflicting IS 'Other requests of the file send the order elsewhere.';
