-- One row a period of care, on the day it began (care_begun, in queries/observations/care.sql).
SELECT
    person_id,
    start_date AS event_date,
    end_date,
    coalesce(changes_known, true) AS is_known,
    legal_status_known AS knows_legal_status,
    age_band(age_on(born, start_date)) AS age,
    legal_status_name(legal_status) AS legal_status,
    need_name(need) AS need,
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
LEFT JOIN care_month ON month_end = last_day(start_date)
UNION ALL BY NAME
SELECT person_id, event_date, false AS is_known FROM care_change_untold
