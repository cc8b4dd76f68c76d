-- One row a child and month end with an open episode of need; referrals taken no further open
-- none. A child with two open episodes counts once, by the later referral.
WITH open_episodes AS (
    SELECT
        referral_id, person_id, referral_date, close_date, need, team_id, month_end AS as_at
    FROM month_end
    JOIN referral
        ON referral_date <= month_end AND (close_date IS NULL OR close_date > month_end)
    WHERE coalesce(no_further_action, 'N') <> 'Y'
    QUALIFY row_number() OVER (
        PARTITION BY person_id, month_end ORDER BY referral_date DESC, referral_id DESC
    ) = 1
),
in_care AS (
    SELECT DISTINCT person_id, as_at, true AS in_care FROM child_in_care
),
on_plan AS (
    SELECT person_id, as_at, true AS on_plan FROM child_on_plan
),
on_need_plan AS (
    SELECT person_id, as_at, true AS on_need_plan FROM child_on_need_plan
),
being_assessed AS (
    SELECT DISTINCT person_id, month_end AS as_at, true AS being_assessed
    FROM month_end
    JOIN assessment ON start_date <= month_end AND (end_date IS NULL OR end_date > month_end)
)
SELECT
    open_episodes.person_id,
    as_at,
    referral_date,
    close_date AS end_date,
    referral_id,
    CASE
        WHEN in_care THEN 'In care'
        WHEN on_plan THEN 'Protection plan'
        WHEN on_need_plan THEN 'Child in need plan'
        WHEN being_assessed THEN 'Being assessed'
        ELSE 'No plan recorded'
    END AS case_status,
    need,
    coalesce(council_team.team, team_id) AS team,
    service,
    age_band(age_on(born, as_at)) AS age,
    sex,
    ethnicity,
    disability
FROM open_episodes
LEFT JOIN in_care USING (person_id, as_at)
LEFT JOIN on_plan USING (person_id, as_at)
LEFT JOIN on_need_plan USING (person_id, as_at)
LEFT JOIN being_assessed USING (person_id, as_at)
LEFT JOIN child USING (person_id)
LEFT JOIN council_team USING (team_id)
