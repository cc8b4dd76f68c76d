-- One row a contact: each child counts in each contact.
SELECT
    cont_person_id AS person_id,
    cont_contact_date AS event_date,
    cont_contact_id AS contact_id,
    source_name(cont_contact_source_code) AS source_of_referral,
    age_band(age_on(born, cont_contact_date)) AS age,
    sex,
    ethnicity,
    disability
FROM ssd_contacts
LEFT JOIN child ON child.person_id = cont_person_id
WHERE cont_contact_date IS NOT NULL
