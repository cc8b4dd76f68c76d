-- One row an assessment authorised; the numerator has the last of each referral whose case was
-- closed after assessment and referred to early help (RC9).
WITH finished AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY coalesce(referral_id, assessment_id)
            ORDER BY end_date DESC, start_date DESC, assessment_id DESC
        ) = 1 AS is_last
    FROM assessment
    WHERE end_date IS NOT NULL
        -- Annex A (annexa-) has a child's latest case alone, so not why each was closed.
        AND assessment_id NOT LIKE 'annexa-%'
)
SELECT
    finished.person_id,
    end_date AS event_date,
    coalesce(is_last AND close_reason = 'RC9', false) AS is_numerator,
    start_date,
    close_date AS case_closed,
    close_reason,
    assessment_id,
    coalesce(council_team.team, finished.team_id) AS team,
    service,
    age_band(age_on(born, start_date)) AS age,
    sex,
    ethnicity,
    disability
FROM finished
LEFT JOIN (SELECT referral_id, close_date, close_reason FROM referral) USING (referral_id)
LEFT JOIN child USING (person_id)
LEFT JOIN council_team USING (team_id)
