-- Full inspections, and until when their judgement held.
--
-- Reads  ofsted_inspections, dimOfstedProvider, dimOfstedEffectiveness
-- Makes  factOfstedInspection  one row for each inspection of a listed provider

CREATE TABLE factOfstedInspection AS
WITH judgements AS (
  SELECT lower(OverallEffectiveness) AS judgement, min(OfstedEffectivenessKey) AS key
  FROM dimOfstedEffectiveness GROUP BY ALL
),
-- Two judgements of one day are one inspection: the list said it twice. The worse one counts.
inspections AS (
  SELECT plain_urn(ofsted_inspections.urn) AS urn, inspection_date,
    max_by(effectiveness, (coalesce(grade, 0), effectiveness)) AS effectiveness
  FROM ofsted_inspections
  LEFT JOIN (SELECT lower(OverallEffectiveness) AS judgement, TRY_CAST(Grade AS INTEGER) AS grade
             FROM dimOfstedEffectiveness) ON judgement = lower(trim(effectiveness))
  WHERE urn IS NOT NULL AND inspection_date IS NOT NULL
  GROUP BY ALL
),
sequences AS (
  SELECT *, lead(inspection_date) OVER (PARTITION BY urn ORDER BY inspection_date) AS next_date
  FROM inspections
)
SELECT
  provider.OfstedProviderKey             AS OfstedProviderKey,
  inspection_date                        AS InspectionDateKey,
  coalesce(next_date, unknown_day())     AS EndDateKey,
  coalesce(judgements.key, -1)           AS OfstedEffectivenessKey,
  next_date IS NULL                      AS IsLatest,
  member_key('factOfstedInspection', sequences.urn, inspection_date::VARCHAR) AS factOfstedInspectionKey
FROM sequences
JOIN dimOfstedProvider AS provider ON provider.URN = sequences.urn AND provider.OfstedProviderKey > 0
LEFT JOIN judgements ON judgement = lower(trim(effectiveness))
ORDER BY sequences.urn, inspection_date;
