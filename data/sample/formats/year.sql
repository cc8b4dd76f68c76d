-- The year of a return: the one ending 31 March, of which is told what was known at its end.

CREATE MACRO year_end() AS CAST(getvariable('year_end') AS DATE);
CREATE MACRO year_begin() AS CAST(year_end() + 1 - to_years(1) AS DATE);
CREATE MACRO by_then(day) AS CASE WHEN day <= year_end() THEN day END;
CREATE MACRO in_year(day) AS day BETWEEN year_begin() AND year_end();
-- Whether what lasted from one day to another, or still lasts, was open at any time of the year.
CREATE MACRO open_in_year(first, last) AS
    first <= year_end() AND coalesce(last >= year_begin(), true);
