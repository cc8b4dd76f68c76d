-- One row an adoption order, on its day (adoption, in queries/observations/after_care.sql), with
-- the days from coming into care to moving in with the adopters. Without both it is left out.
SELECT
    person_id,
    order_date AS event_date,
    (moved_in - entered_care)::DOUBLE AS amount,
    moved_in_known AS is_known,
    entered_care,
    moved_in,
    -- Yearly returns tell the first days of care of those who came since they begin: of the others,
    -- who waited longest, three years later few are left.
    (SELECT (begins + INTERVAL 36 MONTHS)::DATE FROM care_returned) AS known_from,
    age,
    sex,
    ethnicity
FROM adoption
WHERE (moved_in >= entered_care AND moved_in <= order_date) OR NOT moved_in_known
