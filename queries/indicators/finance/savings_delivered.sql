-- One row a saving of the plan at each month's end: what it has saved since 1 April, and its target
-- for the year. In a month that tells of savings delivered, one without a figure has saved nothing.
SELECT
    reference AS person_id,
    as_at AS snapshot,
    'y' AS "window",
    coalesce(delivered, 0) AS amount,
    coalesce(target, 0) AS base,
    service,
    coalesce(title, reference) AS saving,
    rag,
    status,
    forecast
FROM saving
WHERE as_at IN (SELECT as_at FROM saving WHERE delivered IS NOT NULL)
