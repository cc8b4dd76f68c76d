-- One row a child and month in which an episode of being missing began. Being away without
-- authorisation, known where, is not being missing; an episode without its type is.
WITH episodes AS (
    SELECT
        miss_person_id AS person_id,
        min(miss_missing_episode_start_date) AS event_date,
        count(*) AS episodes,
        max(miss_missing_episode_end_date - miss_missing_episode_start_date) AS most_days_missing,
        count(*) FILTER (WHERE miss_missing_episode_end_date IS NULL) AS not_returned
    FROM ssd_missing
    WHERE miss_missing_episode_start_date IS NOT NULL
        AND coalesce(upper(miss_missing_episode_type), 'M') <> 'A'
    GROUP BY miss_person_id, last_day(miss_missing_episode_start_date)
)
SELECT
    episodes.person_id,
    event_date,
    episodes,
    most_days_missing,
    not_returned,
    age_band(age_on(born, event_date)) AS age,
    sex,
    ethnicity,
    disability
FROM episodes
LEFT JOIN child USING (person_id)
