-- What the expert keeps: who moved what, and what became of each line.
CREATE TABLE expert_moves (
    run_id       integer,
    line         integer,
    order_id     bigint NOT NULL,
    from_account integer,
    from_folder  integer,
    to_account   integer NOT NULL,
    to_folder    integer NOT NULL,
    requester    text NOT NULL,
    moved        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_id, line)
);
CREATE TABLE expert_outcomes (
    run_id   integer,
    line     integer,
    order_id bigint,
    codes    integer NOT NULL,
    PRIMARY KEY (run_id, line)
);
