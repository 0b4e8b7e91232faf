-- The plans that match requests and mark conflicts need to know how many rows there are, and no more about what is in
-- them than a few thousand rows tell.

ALTER FUNCTION analyze_requests() SET default_statistics_target = 10;
ALTER FUNCTION analyze_matches() SET default_statistics_target = 10;
