-- One row a line of a budget monitor at each month's end: its forecast less its budget, and the
-- budget that this is a share of. A line without a forecast is in neither.
SELECT
    concat_ws(' · ', service, service_line, nullif(nature, 'net')) AS person_id,
    as_at AS snapshot,
    forecast_outturn - budget AS amount,
    budget AS base,
    service,
    service_line,
    forecast_outturn,
    file,
    sheet,
    "row"
FROM budget_month
WHERE nature <> 'total' AND forecast_outturn IS NOT NULL AND budget IS NOT NULL
