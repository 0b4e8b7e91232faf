-- How many outcomes there are, and one hash over all of them, to be compared with an earlier one.
\set ON_ERROR_STOP on
\pset tuples_only
\pset format unaligned
\pset fieldsep ' '
SELECT count(*), sha256(string_agg(sha256(convert_to(x::text, 'UTF8')), '' ORDER BY run_id, record))
FROM outcomes x;
