-- What the textbook job keeps: each line with what it means, and what became of it.
CREATE TABLE textbook_requests (
    line         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_number text NOT NULL,
    account      text NOT NULL,
    folder       text NOT NULL,
    requester    text NOT NULL,
    order_id     bigint,
    version      integer,
    account_id   integer,
    folder_id    integer,
    code         text NOT NULL
);
CREATE INDEX ON textbook_requests (order_id);
CREATE TABLE textbook_outcomes (
    line       integer PRIMARY KEY,
    order_id   bigint,
    account_id integer,
    folder_id  integer,
    code       text NOT NULL,
    decided    timestamptz NOT NULL DEFAULT now()
);
