-- What every case query may use. Codes are those of the Standard Safeguarding Dataset, as the
-- contracts in data/contracts/ have converted them. A blank is 'Not recorded'; a code that
-- nobody knows is 'Not recognised', never quietly 'Other'.

-- Working days elapsed from one day to another: the working days after a, up to and with b.
-- The start is day 0, so "within 15 working days" is <= 15; a start at a weekend counts from the
-- Monday as day 1. Negative where b comes first; NULL where either is blank.
CREATE OR REPLACE MACRO working_days_between(a, b) AS
    (SELECT reached FROM (SELECT day AS "a day", elapsed AS reached FROM working_day)
     WHERE "a day" = b)
    - (SELECT reached FROM (SELECT day AS "a day", elapsed AS reached FROM working_day)
       WHERE "a day" = a);

-- The working day that is so many working days after a day: when a standard in working days runs
-- out. NULL where the day is blank or lies beyond the calendar.
CREATE OR REPLACE MACRO working_day_after(a, days) AS
    (SELECT reached FROM (
        SELECT began.day AS "a day", due.day AS reached
        FROM working_day AS began
        JOIN working_day AS due ON due.is_working AND due.elapsed = began.elapsed + days
     ) WHERE "a day" = a);

-- Completed years on a day; negative before the month of birth. Births are kept to the month, so
-- an age at a month's end is exact. Within the month of the birthday it is not known whether the
-- birthday is past: taking it for the 15th is wrong for a quarter of those days, where taking it
-- for the first or the last is for half. In the month of birth itself a child is 0: what is
-- recorded then is mostly of the newborn.
CREATE OR REPLACE MACRO age_on(born, on_day) AS
    CASE
        WHEN last_day(on_day::DATE) = last_day(born::DATE) THEN 0
        ELSE year(on_day::DATE) - year(born::DATE)
            - (
                month(on_day::DATE) < month(born::DATE)
                OR (month(on_day::DATE) = month(born::DATE) AND day(on_day::DATE) < 15)
            )::INTEGER
    END;

CREATE OR REPLACE MACRO age_band(age) AS
    CASE
        WHEN age IS NULL THEN 'Not recorded'
        WHEN age < 0 THEN 'Unborn'
        WHEN age < 5 THEN '0 to 4'
        WHEN age < 11 THEN '5 to 10'
        WHEN age < 16 THEN '11 to 15'
        WHEN age < 18 THEN '16 and 17'
        ELSE '18 and over'
    END;

-- The bands in which councils report children in care.
CREATE OR REPLACE MACRO age_band_care(age) AS
    CASE
        WHEN age IS NULL THEN 'Not recorded'
        WHEN age < 5 THEN '0 to 4'
        WHEN age < 11 THEN '5 to 10'
        ELSE '11+'
    END;

CREATE OR REPLACE MACRO sex_name(code) AS
    CASE upper(coalesce(nullif(trim(code), ''), ' '))
        WHEN ' ' THEN 'Not recorded'
        WHEN 'U' THEN 'Not recorded'
        WHEN 'F' THEN 'Female'
        WHEN 'M' THEN 'Male'
        WHEN 'I' THEN 'Neither'
        ELSE 'Not recognised'
    END;

-- REFU (refused) and NOBT (not yet obtained) are both no answer. Chinese (CHNE, and CNHE as the
-- dataset's own specification misspells it) is Asian, as in the census of 2021.
CREATE OR REPLACE MACRO ethnic_group(code) AS
    CASE
        WHEN nullif(trim(code), '') IS NULL THEN 'Not recorded'
        WHEN upper(code) IN ('WBRI', 'WIRI', 'WIRT', 'WOTH', 'WROM') THEN 'White'
        WHEN upper(code) IN ('MWBC', 'MWBA', 'MWAS', 'MOTH') THEN 'Mixed'
        WHEN upper(code) IN ('AIND', 'APKN', 'ABAN', 'AOTH', 'CHNE', 'CNHE') THEN 'Asian'
        WHEN upper(code) IN ('BCRB', 'BAFR', 'BOTH') THEN 'Black'
        WHEN upper(code) = 'OOTH' THEN 'Other'
        WHEN upper(code) IN ('REFU', 'NOBT', 'UNKNOWN') THEN 'Not recorded'
        ELSE 'Not recognised'
    END;

CREATE OR REPLACE MACRO category_name(code) AS
    CASE
        WHEN nullif(trim(code), '') IS NULL THEN 'Not recorded'
        WHEN upper(code) IN ('NEG', 'NEGLECT') THEN 'Neglect'
        WHEN upper(code) IN ('PHY', 'PHYSICAL ABUSE') THEN 'Physical abuse'
        WHEN upper(code) IN ('SAB', 'SEXUAL ABUSE') THEN 'Sexual abuse'
        WHEN upper(code) IN ('EMO', 'EMOTIONAL ABUSE') THEN 'Emotional abuse'
        WHEN upper(code) = 'MUL' OR upper(code) LIKE 'MULTIPLE%' THEN 'Multiple'
        ELSE 'Not recognised'
    END;

-- D1 (freeing order, the placement order's forerunner) goes with E1.
CREATE OR REPLACE MACRO legal_status_name(code) AS
    CASE
        WHEN nullif(trim(code), '') IS NULL THEN 'Not recorded'
        WHEN upper(code) = 'C1' THEN 'Interim care order'
        WHEN upper(code) = 'C2' THEN 'Full care order'
        WHEN upper(code) IN ('D1', 'E1') THEN 'Placement order'
        WHEN upper(code) = 'V2' THEN 'Voluntary accommodation'
        WHEN upper(code) IN ('L1', 'L2', 'L3', 'J1', 'J2', 'J3') THEN 'Other'
        ELSE 'Not recognised'
    END;

-- Semi-independent (H5) and registered supported accommodation (K3) go with independent living,
-- as the Department for Education publishes them. Young offender institutions, residential
-- employment and temporary placements are 'Other'.
CREATE OR REPLACE MACRO placement_name(code) AS
    CASE
        WHEN nullif(trim(code), '') IS NULL THEN 'Not recorded'
        WHEN upper(code) IN ('U1', 'U2', 'U3') THEN 'Foster care, relative or friend'
        WHEN upper(code) IN ('U4', 'U5', 'U6') THEN 'Foster care, other'
        WHEN upper(code) IN ('A3', 'A4', 'A5', 'A6') THEN 'Placed for adoption'
        WHEN upper(code) = 'P1' THEN 'With parents'
        WHEN upper(code) IN ('P2', 'H5', 'K3') THEN 'Independent living'
        WHEN upper(code) = 'K2' THEN 'Children''s home'
        WHEN upper(code) IN ('R1', 'R2', 'R3') THEN 'Other residential'
        WHEN upper(code) = 'K1' THEN 'Secure unit'
        WHEN upper(code) = 'S1' THEN 'Residential school'
        WHEN upper(code) IN ('P3', 'R5', 'T0', 'T1', 'T2', 'T3', 'T4') THEN 'Other'
        WHEN upper(code) LIKE 'Z1%' THEN 'Other'
        ELSE 'Not recognised'
    END;

CREATE OR REPLACE MACRO provider_name(code) AS
    CASE upper(coalesce(nullif(trim(code), ''), ' '))
        WHEN ' ' THEN 'Not recorded'
        WHEN 'PR0' THEN 'Parents'
        WHEN 'PR1' THEN 'Own provision'
        WHEN 'PR2' THEN 'Other council'
        WHEN 'PR3' THEN 'Other public'
        WHEN 'PR4' THEN 'Private'
        WHEN 'PR5' THEN 'Voluntary'
        ELSE 'Not recognised'
    END;

-- Primary need, N1 to N9 and N0.
CREATE OR REPLACE MACRO need_name(code) AS
    CASE upper(coalesce(nullif(trim(code), ''), ' '))
        WHEN ' ' THEN 'Not recorded'
        WHEN 'N0' THEN 'Not recorded'
        WHEN 'N1' THEN 'Abuse or neglect'
        WHEN 'N2' THEN 'Child''s disability'
        WHEN 'N3' THEN 'Parental disability or illness'
        WHEN 'N4' THEN 'Family in acute stress'
        WHEN 'N5' THEN 'Family dysfunction'
        WHEN 'N6' THEN 'Socially unacceptable behaviour'
        WHEN 'N7' THEN 'Low income'
        WHEN 'N8' THEN 'Absent parenting'
        WHEN 'N9' THEN 'Cases other than children in need'
        ELSE 'Not recognised'
    END;

-- Who made a contact or referral: 1A to 1D, 2A … 10 of the children in need census.
CREATE OR REPLACE MACRO source_name(code) AS
    CASE
        WHEN nullif(trim(code), '') IS NULL OR trim(code) = '10' THEN 'Not recorded'
        WHEN upper(trim(code)) IN ('1A', '1B', '1C', '1D') THEN 'Individual'
        WHEN upper(trim(code)) = '2A' THEN 'Schools'
        WHEN upper(trim(code)) = '2B' THEN 'Education services'
        WHEN upper(trim(code)) IN ('3A', '3B', '3C', '3D', '3E', '3F') THEN 'Health services'
        WHEN trim(code) = '4' THEN 'Housing'
        WHEN upper(trim(code)) IN ('5A', '5B', '5C', '5D') THEN 'Council services'
        WHEN trim(code) = '6' THEN 'Police'
        WHEN trim(code) = '7' THEN 'Other legal agency'
        WHEN trim(code) = '8' THEN 'Other'
        WHEN trim(code) = '9' THEN 'Anonymous'
        ELSE 'Not recognised'
    END;
