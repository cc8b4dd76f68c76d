-- One row an episode of being missing, or away without authorisation, in the year.
SELECT
    "CHILD",
    "DOB",
    miss_missing_episode_type AS "MISSING",
    miss_missing_episode_start_date AS "MIS_START",
    by_then(miss_missing_episode_end_date) AS "MIS_END"
FROM ssd_missing
JOIN person ON "CHILD" = miss_person_id
WHERE open_in_year(miss_missing_episode_start_date, miss_missing_episode_end_date)
ORDER BY "CHILD", "MIS_START"
