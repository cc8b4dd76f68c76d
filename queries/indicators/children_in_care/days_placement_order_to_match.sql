-- One row an adoption order, on its day (adoption, in queries/observations/after_care.sql), with
-- the days from the placement order to the match; none where the match came first.
SELECT
    person_id,
    order_date AS event_date,
    greatest(matched - placement_order, 0)::DOUBLE AS amount,
    is_known,
    placement_order,
    matched,
    age,
    sex,
    ethnicity
FROM adoption
WHERE (matched IS NOT NULL AND placement_order IS NOT NULL AND matched <= order_date)
    OR NOT is_known
