-- Full inspections only: interim ones, monitoring and assurance visits give no judgement of their own. Where files differ
-- over an inspection, the newest that says a judgement counts.
SELECT DISTINCT ON (urn, inspection_date) urn, inspection_date, effectiveness
FROM (
  -- This file says the latest full one, and of what kind only where it says any.
  SELECT urn, inspection_date, coalesce(event_type, 'full') AS event_type, effectiveness, file_day, 1 AS place
  FROM ofsted_at_31_august
  UNION ALL
  SELECT urn, inspection_date, event_type, effectiveness, file_day, 2 FROM ofsted_in_year
)
WHERE inspection_date IS NOT NULL AND regexp_matches(lower(event_type), '\bfull\b')
ORDER BY urn, inspection_date, effectiveness IS NULL, file_day DESC, place, effectiveness
