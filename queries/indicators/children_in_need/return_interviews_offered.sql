-- One row an episode of being missing that ended; the numerator has those after which a return
-- interview was offered. Where the extract says that none was applicable the row is left out, and
-- where it says of no interview at all, as the SSDA903 does, nothing is known of them.
WITH ended AS (
    SELECT
        miss_table_id AS episode_id,
        miss_person_id AS person_id,
        miss_missing_episode_start_date AS start_date,
        miss_missing_episode_end_date AS event_date,
        upper(miss_missing_rhi_offered) AS offered,
        upper(miss_missing_rhi_accepted) AS accepted
    FROM ssd_missing
    WHERE miss_missing_episode_end_date >= miss_missing_episode_start_date
        AND coalesce(upper(miss_missing_episode_type), 'M') <> 'A'
        AND coalesce(upper(miss_missing_rhi_offered), '') <> 'NA'
        AND EXISTS (FROM ssd_missing WHERE nullif(trim(miss_missing_rhi_offered), '') IS NOT NULL)
)
SELECT
    ended.person_id,
    event_date,
    coalesce(offered = 'Y', false) AS is_numerator,
    start_date,
    CASE offered WHEN 'Y' THEN 'Yes' WHEN 'N' THEN 'No' ELSE 'Not recorded' END AS offered,
    CASE accepted WHEN 'Y' THEN 'Yes' WHEN 'N' THEN 'No' ELSE 'Not recorded' END AS accepted,
    episode_id,
    age_band(age_on(born, event_date)) AS age,
    sex,
    ethnicity,
    disability
FROM ended
LEFT JOIN child USING (person_id)
