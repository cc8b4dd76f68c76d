-- One row a contact: each child counts in each contact.
WITH contacts AS (
    SELECT
        cont_contact_id AS contact_id,
        cont_person_id AS person_id,
        cont_contact_date AS event_date,
        cont_contact_source_code AS source_code
    FROM ssd_contacts
    WHERE cont_contact_date IS NOT NULL
),
people AS (
    SELECT
        pers_person_id AS person_id,
        coalesce(pers_dob, pers_expected_dob) AS born,
        pers_sex AS sex,
        pers_ethnicity AS ethnicity
    FROM ssd_person
)
SELECT
    contacts.person_id,
    event_date,
    contact_id,
    source_name(source_code) AS source_of_referral,
    age_band(age_on(born, event_date)) AS age,
    sex_name(sex) AS sex,
    ethnic_group(ethnicity) AS ethnicity
FROM contacts
LEFT JOIN people USING (person_id)
