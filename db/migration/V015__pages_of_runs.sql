-- Runs are listed a page at a time, the latest first, all of them or those of a state or a requester.

CREATE INDEX runs_by_time ON runs (started, id);
CREATE INDEX runs_of_state ON runs (status, started, id);
CREATE INDEX runs_of_requester ON runs (requester, started, id) WHERE requester <> '';
