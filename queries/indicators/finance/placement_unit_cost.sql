-- One row a placement open at a month's end, or a kind of placement with their number: what it
-- costs a week, and for how many placements. One whose price is not known is in neither.
SELECT
    placement_id AS person_id,
    as_at AS snapshot,
    placements * weekly_cost AS amount,
    placements AS base,
    placement_type,
    child_id,
    provider
FROM placement_cost
WHERE placements * weekly_cost IS NOT NULL
