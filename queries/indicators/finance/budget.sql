-- One row a line of a budget monitor at each month's end: its budget for the whole year.
SELECT
    concat_ws(' · ', service, service_line, nullif(nature, 'net')) AS person_id,
    as_at AS snapshot,
    budget AS amount,
    service,
    service_line,
    original_budget,
    virement,
    file,
    sheet,
    "row"
FROM budget_month
WHERE nature <> 'total' AND budget IS NOT NULL
