-- One row a period of care that ended, on its last day (care_begun, in
-- queries/observations/care.sql); the numerator has those that ended with adoption, special
-- guardianship, or a child arrangements (once residence) order.
SELECT
    person_id,
    end_date AS event_date,
    coalesce(
        end_reason IN ('E11', 'E12', 'E41', 'E43', 'E44', 'E45', 'E46', 'E47', 'E48'), false
    ) AS is_numerator,
    CASE
        WHEN end_reason IN ('E11', 'E12') THEN 'Adopted'
        WHEN end_reason IN ('E43', 'E44', 'E45', 'E46', 'E47', 'E48')
            THEN 'Special guardianship order'
        WHEN end_reason = 'E41' THEN 'Child arrangements order'
        ELSE 'Other'
    END AS way_out,
    end_reason,
    start_date,
    coalesce(changes_known, true) AS is_known,
    -- Most who leave in the month of a birthday leave on it, the 18th: the age at the month's end.
    age_band(age_on(born, last_day(end_date))) AS age,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity,
    CASE
        WHEN EXISTS (
            FROM asylum_spell
            WHERE asylum_spell.person_id = care_begun.person_id
                AND asylum_spell.start_date <= care_begun.start_date
                AND (asylum_spell.end_date IS NULL OR asylum_spell.end_date > care_begun.start_date)
        ) THEN 'Unaccompanied asylum seeking'
        ELSE 'Other children'
    END AS asylum_seeking
FROM care_begun
LEFT JOIN care_month ON month_end = last_day(end_date)
WHERE end_date IS NOT NULL
UNION ALL BY NAME
SELECT person_id, event_date, false AS is_known FROM care_change_untold
