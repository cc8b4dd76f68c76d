-- The episodes of care of several years' sets, stitched into one history of each child.
--
-- A set holds the episodes open on 1 April and those begun since, so one that runs on is told again
-- in the next year's. `ssda903_last_year` is the newest set's year. Days are half open: an episode
-- that ends on a day does not hold it.

-- One row an episode (child and first day), as the newest set that has it tells it. A reason for
-- ending without an end tells nothing.
CREATE OR REPLACE TEMP TABLE ssda903_newest AS
SELECT
    child,
    decom AS start_date,
    dec AS told_end,
    CASE WHEN dec IS NOT NULL THEN rec END AS told_reason,
    rne,
    ls,
    cin,
    place,
    place_provider,
    reason_place_change,
    CASE WHEN upper(urn) <> 'XXXXXXX' THEN urn END AS urn,
    _year AS year
FROM told_ssda903_episodes
WHERE _year IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY child, decom ORDER BY _year DESC, _source DESC, _row DESC
) = 1;

-- Episodes that a newer set tells otherwise: it has not this one, and has another that runs on
-- the day on which this one began.
CREATE OR REPLACE TEMP TABLE ssda903_corrected AS
SELECT DISTINCT older.child, older.start_date
FROM ssda903_newest AS older
JOIN ssda903_newest AS newer
    ON newer.child = older.child
    AND newer.year > older.year
    AND newer.start_date < older.start_date
    AND coalesce(newer.told_end, DATE '9999-12-31') > older.start_date;

-- One row an episode, with the repair that it needed, if any:
-- 'continued'  left open, and followed by an episode that is no start: it ends there, by X1.
-- 'restarted'  left open, and followed by a new period of care: it ended by then, why is not known;
--              at the latest with its year, since the next set would hold it.
-- 'lost'       left open, and not in the next year's set: so with its year.
-- 'trimmed'    runs over the next one's start: it ends there.
-- 'stretched'  continues in the next one (X1), which starts later: there is no day between.
CREATE OR REPLACE TEMP TABLE ssda903_repaired AS
WITH followed AS (
    SELECT
        *,
        lead(start_date) OVER episodes AS next_start,
        lead(rne) OVER episodes AS next_rne
    FROM ssda903_newest
    ANTI JOIN ssda903_corrected USING (child, start_date)
    WINDOW episodes AS (PARTITION BY child ORDER BY start_date)
),
judged AS (
    SELECT
        *,
        CASE
            WHEN told_end IS NULL AND next_start IS NULL AND year < (FROM ssda903_last_year)
                THEN 'lost'
            WHEN told_end IS NULL AND next_start IS NOT NULL
                THEN CASE WHEN next_rne = 'S' THEN 'restarted' ELSE 'continued' END
            WHEN told_end > next_start THEN 'trimmed'
            WHEN told_end < next_start AND told_reason = 'X1' AND next_rne IS DISTINCT FROM 'S'
                THEN 'stretched'
        END AS repair
    FROM followed
),
ended AS (
    SELECT
        *,
        CASE repair
            WHEN 'lost' THEN make_date(year, 4, 1)
            WHEN 'restarted' THEN least(next_start, make_date(year, 4, 1))
            WHEN 'continued' THEN next_start
            WHEN 'trimmed' THEN next_start
            WHEN 'stretched' THEN next_start
            ELSE told_end
        END AS end_date,
        CASE
            WHEN repair IN ('continued', 'trimmed') THEN 'X1'
            WHEN repair IN ('lost', 'restarted') THEN NULL
            ELSE told_reason
        END AS end_reason
    FROM judged
)
SELECT *
FROM ended
WHERE start_date < coalesce(end_date, DATE '9999-12-31');

-- One row an episode, with the first day of its period of care, its placement, and its legal status.
-- Care goes on where an episode ends by X1 and the next begins on that day, as
-- queries/observations/care.sql has it too. A placement goes on where the next is begun for the
-- legal status alone (L).
CREATE OR REPLACE TEMP TABLE ssda903_episode AS
WITH marked AS (
    SELECT
        *,
        coalesce(lag(end_reason) OVER earlier = 'X1' AND lag(end_date) OVER earlier = start_date, false)
            AS goes_on,
        lag(ls) OVER earlier IS NOT DISTINCT FROM ls AS same_status,
        rne = 'L' OR (
            coalesce(rne NOT IN ('S', 'P', 'T', 'B', 'U'), true)
            AND lag(place) OVER earlier IS NOT DISTINCT FROM place
            AND lag(place_provider) OVER earlier IS NOT DISTINCT FROM place_provider
        ) AS same_placement
    FROM ssda903_repaired
    WINDOW earlier AS (PARTITION BY child ORDER BY start_date)
),
numbered AS (
    SELECT
        *,
        sum((NOT goes_on)::INTEGER) OVER earlier AS period,
        sum((NOT (goes_on AND same_status))::INTEGER) OVER earlier AS status_run,
        sum((NOT (goes_on AND same_placement))::INTEGER) OVER earlier AS placement_run
    FROM marked
    WINDOW earlier AS (PARTITION BY child ORDER BY start_date)
)
SELECT
    *,
    min(start_date) OVER (PARTITION BY child, period) AS care_start,
    min(start_date) OVER (PARTITION BY child, placement_run) AS placement_start
FROM numbered;

-- One row a period of care.
CREATE OR REPLACE TEMP TABLE ssda903_period AS
SELECT
    child,
    care_start,
    ssda903_key('care', child, care_start) AS care_id,
    CASE WHEN count(*) = count(end_date) THEN max(end_date) END AS care_end,
    arg_max_null(end_reason, start_date) AS end_reason,
    arg_min(rne, start_date) = 'S' AS start_is_told
FROM ssda903_episode
GROUP BY child, care_start;
