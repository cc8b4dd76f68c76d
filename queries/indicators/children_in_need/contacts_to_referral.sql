-- One row a contact; the numerator has those followed by a referral of the same child on the same
-- day or within the council's standard ([standards] in settings.toml), in working days.
WITH contacts AS (
    SELECT
        cont_contact_id AS contact_id,
        cont_person_id AS person_id,
        cont_contact_date AS event_date,
        source_name(cont_contact_source_code) AS source_of_referral
    FROM ssd_contacts
    -- Annex A's contacts (annexa-) may come without its referrals: then nothing is known of them.
    WHERE cont_contact_date IS NOT NULL
        AND (cont_contact_id NOT LIKE 'annexa-%' OR EXISTS (FROM referral))
),
followed AS (
    SELECT
        contacts.*,
        referral_date AS next_referral,
        working_days_between(event_date, referral_date) AS working_days
    FROM contacts
    ASOF LEFT JOIN referral
        ON referral.person_id = contacts.person_id AND referral.referral_date >= contacts.event_date
)
SELECT
    followed.person_id,
    event_date,
    coalesce(working_days <= contact_to_referral_working_days(), false) AS is_numerator,
    next_referral,
    working_days,
    contact_id,
    source_of_referral,
    age_band(age_on(born, event_date)) AS age,
    sex,
    ethnicity,
    disability
FROM followed
LEFT JOIN child USING (person_id)
