-- One row a referral; the numerator has those within 12 months of the same child's previous one,
-- the anniversary included.
WITH previous AS (
    SELECT
        *,
        lag(referral_date) OVER (PARTITION BY person_id ORDER BY referral_date)
            AS previous_referral,
        -- An extract holds the referrals not yet closed on the day it begins, and later ones.
        coalesce(min(close_date) OVER (), min(referral_date) OVER ()) AS extract_begins
    FROM referral
)
SELECT
    previous.person_id,
    referral_date AS event_date,
    coalesce(referral_date <= previous_referral + INTERVAL 12 MONTHS, false) AS is_numerator,
    close_date AS end_date,
    previous_referral,
    (extract_begins + INTERVAL 12 MONTHS)::DATE AS known_from,
    referral_id,
    source_of_referral,
    need,
    coalesce(council_team.team, team_id) AS team,
    service,
    age_band(age_on(born, referral_date)) AS age,
    sex,
    ethnicity,
    disability
FROM previous
LEFT JOIN child USING (person_id)
LEFT JOIN council_team USING (team_id)
