-- One row a line of a budget monitor at each month's end: what it is forecast to spend in the year.
SELECT
    concat_ws(' · ', service, service_line, nullif(nature, 'net')) AS person_id,
    as_at AS snapshot,
    forecast_outturn AS amount,
    service,
    service_line,
    previous_forecast,
    file,
    sheet,
    "row"
FROM budget_month
WHERE nature <> 'total' AND forecast_outturn IS NOT NULL
