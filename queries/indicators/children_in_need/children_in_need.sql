-- One row a child and month end with an open episode of need; referrals taken no further open
-- none. A child with two open episodes counts once, by the later referral. Annex A (annexa-) has
-- only a child's latest episode, so that children open in earlier months are missing from it: of
-- those, the last month alone.
WITH episodes AS (
    SELECT referral_id, person_id, referral_date, close_date, need, team_id
    FROM referral
    WHERE coalesce(no_further_action, 'N') <> 'Y'
),
-- Month ends at which an episode is open and so is a later one of the same child: few.
overlapped AS (
    SELECT DISTINCT earlier.referral_id, month_end AS as_at
    FROM episodes AS earlier
    JOIN episodes AS later
        ON later.person_id = earlier.person_id
        AND later.referral_date > earlier.referral_date
        AND (earlier.close_date IS NULL OR earlier.close_date > later.referral_date)
    JOIN month_end
        ON later.referral_date <= month_end
        AND (later.close_date IS NULL OR later.close_date > month_end)
),
open_episodes AS (
    SELECT episodes.*, month_end AS as_at
    FROM month_end
    JOIN episodes ON referral_date <= month_end AND (close_date IS NULL OR close_date > month_end)
    ANTI JOIN overlapped
        ON overlapped.referral_id = episodes.referral_id AND overlapped.as_at = month_end
    WHERE referral_id NOT LIKE 'annexa-%' OR month_end = (SELECT max(month_end) FROM month_end)
),
-- The first that holds of what a child may be in: care, a plan, an assessment.
statuses AS (
    SELECT person_id, as_at, min(place) AS place
    FROM (
        SELECT person_id, as_at, 1 AS place FROM child_in_care
        UNION ALL
        SELECT person_id, as_at, 2 FROM child_on_plan
        UNION ALL
        SELECT person_id, as_at, 3 FROM child_on_need_plan
        UNION ALL
        SELECT person_id, month_end, 4
        FROM month_end
        JOIN assessment ON start_date <= month_end AND (end_date IS NULL OR end_date > month_end)
    )
    GROUP BY person_id, as_at
)
SELECT
    open_episodes.person_id,
    as_at,
    referral_date,
    close_date AS end_date,
    referral_id,
    CASE place
        WHEN 1 THEN 'In care'
        WHEN 2 THEN 'Protection plan'
        WHEN 3 THEN 'Child in need plan'
        WHEN 4 THEN 'Being assessed'
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
LEFT JOIN statuses USING (person_id, as_at)
LEFT JOIN child USING (person_id)
LEFT JOIN council_team USING (team_id)
