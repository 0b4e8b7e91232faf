-- What Handover has to tell about a run. The row is written in the transaction that ends the run, so that the message is
-- there if and only if the run has ended so; it is delivered after that, at least once, by this process or a later one.

CREATE TABLE outbox (
    id           uuid CONSTRAINT outbox_pk PRIMARY KEY,
    run_id       bigint NOT NULL CONSTRAINT outbox_of_run REFERENCES runs,
    event        text NOT NULL CONSTRAINT outbox_event_known
                 CHECK (event IN ('run.completed', 'run.refused', 'run.failed')),
    channel      text NOT NULL CONSTRAINT outbox_channel_known CHECK (channel IN ('mail', 'webhook')),
    recipient    text NOT NULL,
    subject      text NOT NULL,
    body         text NOT NULL,
    created      timestamptz NOT NULL,
    attempts     integer NOT NULL DEFAULT 0 CONSTRAINT outbox_attempts_counted CHECK (attempts >= 0),
    next_attempt timestamptz,
    delivered    timestamptz CONSTRAINT outbox_delivered_by_attempt CHECK (delivered IS NULL OR attempts > 0),
    last_error   text,
    CONSTRAINT outbox_delivered_once CHECK (delivered IS NULL OR next_attempt IS NULL)
);
CREATE INDEX outbox_of_a_run ON outbox (run_id);
CREATE INDEX outbox_waiting ON outbox (next_attempt) WHERE next_attempt IS NOT NULL;

COMMENT ON TABLE outbox IS 'Messages about runs, before and after they are delivered.';
COMMENT ON COLUMN outbox.id IS 'By which a receiver knows a message that comes a second time.';
COMMENT ON COLUMN outbox.recipient IS 'Address of a requester; blank for whoever is configured when it is delivered.';
COMMENT ON COLUMN outbox.next_attempt IS 'Not before then; null when it was delivered, or given up after too many attempts.';
COMMENT ON COLUMN outbox.last_error IS 'Why the last attempt has failed, without secrets; null when none has.';

CREATE TABLE subscriptions (
    email   text CONSTRAINT subscriptions_pk PRIMARY KEY
            CONSTRAINT subscriptions_email_not_blank CHECK (email <> ''),
    wanted  boolean NOT NULL,
    changed timestamptz NOT NULL
);

COMMENT ON TABLE subscriptions IS 'Requesters who want to be told what became of their own requests.';
COMMENT ON COLUMN subscriptions.email IS 'The address, folded.';
COMMENT ON COLUMN subscriptions.wanted IS 'False once it was taken back.';
