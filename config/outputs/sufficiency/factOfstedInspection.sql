-- Full inspections, and until when their judgement held.
--
-- Reads  inspections, dimOfstedProvider
-- Makes  factOfstedInspection  one row for each inspection of a listed provider

CREATE TABLE factOfstedInspection AS
SELECT
  provider.OfstedProviderKey             AS OfstedProviderKey,
  inspection_date                        AS InspectionDateKey,
  coalesce(next_date, unknown_day())     AS EndDateKey,
  inspections.key                        AS OfstedEffectivenessKey,
  next_date IS NULL                      AS IsLatest,
  member_key('factOfstedInspection', inspections.urn, inspection_date::VARCHAR) AS factOfstedInspectionKey
FROM inspections
JOIN dimOfstedProvider AS provider ON provider.URN = inspections.urn AND provider.OfstedProviderKey > 0
ORDER BY inspections.urn, inspection_date;
