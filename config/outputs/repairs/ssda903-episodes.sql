-- Closes or removes episodes that an earlier year's return left open and no later return explains.
--
-- Reads  input    one authority's episodes of all years, duplicates already removed, and _order
-- Makes  output   the episodes that stay, with YEAR_latest and Episode_source
--        deleted  the _order of the others, and the rule that removed them
--
-- Without these columns neighbours would look alike that are not, or every episode open.
-- needs: CHILD, DECOM, DEC, REC, RNE, LS, PLACE, PLACE_PROVIDER, PL_POST, URN

-- An episode's neighbours are the same child's, by the day on which they began, blanks last.
-- A blank CHILD is nobody we know: such an episode has no neighbours.
CREATE OR REPLACE TABLE stage_1 AS
WITH years AS (
  SELECT max("YEAR") AS latest FROM input
),
neighbours AS (
  SELECT
    input.*,
    years.latest,
    lead(_order) OVER child IS NOT NULL AS has_next,
    lag(_order)  OVER child IS NOT NULL AS has_previous,
    lead(DECOM)  OVER child AS next_decom,
    lead(RNE)    OVER child AS next_rne,
    lag("YEAR")  OVER child AS previous_year,
    -- The same stay under another date of beginning. A blank is like a blank.
    lead(DECOM)  OVER child IS DISTINCT FROM DECOM
      AND lead(RNE)            OVER child IS NOT DISTINCT FROM RNE
      AND lead(LS)             OVER child IS NOT DISTINCT FROM LS
      AND lead(PLACE)          OVER child IS NOT DISTINCT FROM PLACE
      AND lead(PLACE_PROVIDER) OVER child IS NOT DISTINCT FROM PLACE_PROVIDER
      AND lead(PL_POST)        OVER child IS NOT DISTINCT FROM PL_POST
      AND lead(URN)            OVER child IS NOT DISTINCT FROM URN AS like_next,
    lag(DECOM)   OVER child IS DISTINCT FROM DECOM
      AND lag(RNE)             OVER child IS NOT DISTINCT FROM RNE
      AND lag(LS)              OVER child IS NOT DISTINCT FROM LS
      AND lag(PLACE)           OVER child IS NOT DISTINCT FROM PLACE
      AND lag(PLACE_PROVIDER)  OVER child IS NOT DISTINCT FROM PLACE_PROVIDER
      AND lag(PL_POST)         OVER child IS NOT DISTINCT FROM PL_POST
      AND lag(URN)             OVER child IS NOT DISTINCT FROM URN AS like_previous
  FROM input, years
  WINDOW child AS (
    PARTITION BY CHILD, CASE WHEN CHILD IS NULL THEN _order END
    ORDER BY DECOM NULLS LAST, _order
  )
)
SELECT
  *,
  CASE
    -- Open: no end, in a return that is not the latest.
    WHEN DEC IS NOT NULL OR "YEAR" IS NULL OR "YEAR" = latest THEN NULL
    WHEN (has_next AND like_next) OR (has_previous AND like_previous) THEN 'RULE_3'
    WHEN has_previous AND previous_year > "YEAR" THEN 'RULE_3A'
    WHEN NOT has_next THEN 'RULE_2'
    WHEN next_rne = 'S' THEN 'RULE_1A'
    ELSE 'RULE_1'
  END AS rule
FROM neighbours;

CREATE OR REPLACE TABLE deleted AS
SELECT _order, rule FROM stage_1 WHERE rule IN ('RULE_3', 'RULE_3A');

-- Stage 2 looks at what is left, as stage 1 left it, with neighbours taken anew.
CREATE OR REPLACE TABLE stage_2 AS
WITH closed AS (
  SELECT * REPLACE (
    CASE rule
      WHEN 'RULE_2'  THEN make_date("YEAR", 3, 31)
      WHEN 'RULE_1A' THEN least(make_date("YEAR", 3, 31), next_decom - 1)
      WHEN 'RULE_1'  THEN next_decom
      ELSE DEC
    END AS DEC,
    CASE
      WHEN rule IN ('RULE_2', 'RULE_1A') THEN 'E99'
      WHEN rule = 'RULE_1' THEN 'X1'
      ELSE REC
    END AS REC,
    CASE
      WHEN rule = 'RULE_1' AND next_rne IN ('P', 'B', 'T', 'U') THEN 'LIIAF'
      ELSE REASON_PLACE_CHANGE
    END AS REASON_PLACE_CHANGE
  )
  FROM stage_1
  WHERE rule IS NULL OR rule NOT IN ('RULE_3', 'RULE_3A')
),
neighbours AS (
  SELECT
    * REPLACE (lead(DECOM) OVER child AS next_decom),
    lead("YEAR") OVER child AS next_year
  FROM closed
  WINDOW child AS (
    PARTITION BY CHILD, CASE WHEN CHILD IS NULL THEN _order END
    ORDER BY DECOM NULLS LAST, _order
  )
)
SELECT
  *,
  CASE
    WHEN "YEAR" < next_year AND DEC > next_decom THEN 'RULE_4'
    WHEN "YEAR" < next_year AND DEC < next_decom AND REC = 'X1' THEN 'RULE_5'
  END AS second_rule
FROM neighbours;

CREATE OR REPLACE TABLE output AS
SELECT * EXCLUDE (
    latest, has_next, has_previous, next_decom, next_rne, next_year, previous_year,
    like_next, like_previous, rule, second_rule
  )
  REPLACE (
    CASE WHEN second_rule IS NULL THEN DEC ELSE next_decom END AS DEC,
    latest AS YEAR_latest,
    coalesce(nullif(concat_ws(' | ', rule, second_rule), ''), 'Original') AS Episode_source
  )
FROM stage_2;

DROP TABLE stage_1;
DROP TABLE stage_2;
