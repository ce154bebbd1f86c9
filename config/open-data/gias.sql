SELECT DISTINCT ON (urn) urn, name, establishment_type, la_code, open_date, close_date, status
FROM gias_establishments
ORDER BY urn, open_date DESC NULLS LAST, close_date DESC NULLS FIRST, name, establishment_type, la_code, status
