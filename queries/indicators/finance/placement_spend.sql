-- One row a placement open at a month's end, or a kind of placement with their number: what it
-- costs a week, before what health and education pay towards it.
SELECT
    placement_id AS person_id,
    as_at AS snapshot,
    placements * weekly_cost AS amount,
    placement_type,
    child_id,
    provider,
    contributions
FROM placement_cost
WHERE placements * weekly_cost IS NOT NULL
