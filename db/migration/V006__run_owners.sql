-- Which process works on a run. A process can lose its run without noticing, when it is stopped for a while or cut off
-- from the database: another takes the run over, and when the first goes on it must not write any more. So every
-- taking up of a run has a number, and every transaction of the run checks that its own number is still the last.

ALTER TABLE runs
    ADD COLUMN attempt integer NOT NULL DEFAULT 0,
    ADD COLUMN owner   text;

COMMENT ON COLUMN runs.attempt IS 'How often the run was taken up; whoever took it up with this number may write to it.';
COMMENT ON COLUMN runs.owner IS 'Name of the sessions (application_name) of the process that took it up; null when it has given the run up.';
