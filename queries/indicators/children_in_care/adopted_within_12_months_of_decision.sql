-- One row an adoption order, on its day (adoption, in queries/observations/after_care.sql); the
-- numerator has children who moved in with their adopters within twelve months of the decision.
-- Without the decision's day, or the day of moving in, it cannot be told.
SELECT
    person_id,
    order_date AS event_date,
    moved_in <= (decided + INTERVAL 12 MONTHS)::DATE AS is_numerator,
    moved_in_known AS is_known,
    decided,
    moved_in,
    entered_care,
    age,
    sex,
    ethnicity
FROM adoption
WHERE (decided IS NOT NULL AND moved_in IS NOT NULL AND moved_in <= order_date)
    OR NOT moved_in_known
