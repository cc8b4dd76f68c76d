-- List 3, referrals: one row a referral of six months. The number of referrals is of the twelve
-- months before the child's latest, which is not among them, and the same on each row of the child.
WITH latest AS (
    SELECT person_id, max(referral_date) AS latest FROM known_referral GROUP BY ALL
),
earlier AS (
    SELECT person_id, count(*) AS referrals
    FROM known_referral JOIN latest USING (person_id)
    WHERE referral_date >= latest - to_months(12) AND referral_date < latest
    GROUP BY ALL
)
SELECT
    common.* EXCLUDE (disability),
    referral_date AS "Date of referral",
    source AS "Referral Source",
    preferred_yes_no(no_further_action) AS "Referral NFA?",
    coalesce(referrals, 0) AS "Number of Referrals in Last 12 Months",
    team AS "Allocated Team",
    worker AS "Allocated Worker"
FROM known_referral
JOIN common ON "Child Unique ID" = person_id
LEFT JOIN earlier USING (person_id)
WHERE in_months(referral_date, 6)
ORDER BY referral_date, referral_id
