-- List 1, contacts: one row a contact of six months.
SELECT common.* EXCLUDE (disability), contact_date AS "Date of Contact", source AS "Contact Source"
FROM contact
JOIN common ON "Child Unique ID" = person_id
WHERE is_known(contact_date, is_late) AND in_months(contact_date, 6)
ORDER BY contact_date, contact_id
