-- Closes or removes episodes that an earlier year's return left open and no later return explains.
--
-- Changes  rows     one authority's episodes of all years, duplicates already removed, and _order
-- Makes    deleted  the _order of those that it removed, and the rule that removed them
--
-- Without these columns neighbours would look alike that are not, or every episode open.
-- needs: CHILD, DECOM, DEC, REC, RNE, LS, PLACE, PLACE_PROVIDER, PL_POST, URN
--
-- An end that could not be read is blank, and was given all the same: DEC_given, REC_given.
-- given: DEC, REC
--
-- Codes that no return has, and what users of the outputs are told of them.
-- writes: REC = E99: Not known; put in where an episode that was left open is closed
-- writes: REASON_PLACE_CHANGE = LIIAF: Not known; put in where an episode that was left open is closed

UPDATE rows SET YEAR_latest = (SELECT max("YEAR") FROM rows);

-- Stage 1. Open: no end was given, it had begun by the end of its return's year, and that is not the latest.
CREATE TABLE open_episodes AS
SELECT _order, CHILD FROM rows
WHERE NOT DEC_given AND NOT REC_given
  AND DECOM <= make_date("YEAR", 3, 31)
  AND "YEAR" < YEAR_latest;

-- An episode's neighbours are the same child's, by the day on which they began. One without a day is nobody's
-- neighbour, and a blank CHILD is nobody we know: such an episode has no neighbours.
CREATE TABLE neighbours AS
SELECT
  _order,
  lead(_order) OVER child AS next_order,
  lag(_order)  OVER child AS previous_order
FROM rows SEMI JOIN open_episodes USING (CHILD)
WHERE DECOM IS NOT NULL
WINDOW child AS (PARTITION BY CHILD ORDER BY DECOM, _order);

CREATE TABLE stage_1 AS
SELECT
  this._order,
  next.DECOM AS next_decom,
  next.RNE AS next_rne,
  CASE
    -- The same stay under another date of beginning. A blank is like a blank.
    WHEN next._order IS NOT NULL
      AND next.DECOM IS DISTINCT FROM this.DECOM
      AND next.RNE            IS NOT DISTINCT FROM this.RNE
      AND next.LS             IS NOT DISTINCT FROM this.LS
      AND next.PLACE          IS NOT DISTINCT FROM this.PLACE
      AND next.PLACE_PROVIDER IS NOT DISTINCT FROM this.PLACE_PROVIDER
      AND next.PL_POST        IS NOT DISTINCT FROM this.PL_POST
      AND next.URN            IS NOT DISTINCT FROM this.URN THEN 'RULE_3'
    WHEN previous._order IS NOT NULL
      AND previous.DECOM IS DISTINCT FROM this.DECOM
      AND previous.RNE            IS NOT DISTINCT FROM this.RNE
      AND previous.LS             IS NOT DISTINCT FROM this.LS
      AND previous.PLACE          IS NOT DISTINCT FROM this.PLACE
      AND previous.PLACE_PROVIDER IS NOT DISTINCT FROM this.PLACE_PROVIDER
      AND previous.PL_POST        IS NOT DISTINCT FROM this.PL_POST
      AND previous.URN            IS NOT DISTINCT FROM this.URN THEN 'RULE_3'
    WHEN previous."YEAR" > this."YEAR" THEN 'RULE_3A'
    WHEN next._order IS NULL THEN 'RULE_2'
    WHEN next.RNE = 'S' THEN 'RULE_1A'
    ELSE 'RULE_1'
  END AS rule
FROM rows AS this
  JOIN open_episodes ON open_episodes._order = this._order
  LEFT JOIN neighbours ON neighbours._order = this._order
  LEFT JOIN rows AS next ON next._order = neighbours.next_order
  LEFT JOIN rows AS previous ON previous._order = neighbours.previous_order;

CREATE TABLE deleted AS
SELECT _order, rule FROM stage_1 WHERE rule IN ('RULE_3', 'RULE_3A');

DELETE FROM rows WHERE _order IN (SELECT _order FROM deleted);

UPDATE rows SET
  DEC = CASE rule
    WHEN 'RULE_2'  THEN make_date("YEAR", 3, 31)
    WHEN 'RULE_1A' THEN least(make_date("YEAR", 3, 31), next_decom - 1)
    ELSE next_decom
  END,
  REC = CASE rule WHEN 'RULE_1' THEN 'X1' ELSE 'E99' END,
  REASON_PLACE_CHANGE = CASE
    WHEN rule = 'RULE_1' AND next_rne IN ('P', 'B', 'T', 'U') THEN 'LIIAF'
    ELSE REASON_PLACE_CHANGE
  END,
  Episode_source = rule
FROM stage_1 WHERE stage_1._order = rows._order;

-- Stage 2 looks at what is left, as stage 1 left it, with neighbours taken anew.
CREATE TABLE stage_2 AS
WITH several_years AS (
  SELECT CHILD FROM rows GROUP BY CHILD HAVING min("YEAR") < max("YEAR")
),
neighbours_anew AS (
  SELECT
    _order, DEC, REC, "YEAR",
    lead(DECOM)  OVER child AS next_decom,
    lead("YEAR") OVER child AS next_year
  FROM rows SEMI JOIN several_years USING (CHILD)
  WHERE DECOM IS NOT NULL
  WINDOW child AS (PARTITION BY CHILD ORDER BY DECOM, _order)
)
SELECT
  _order,
  next_decom,
  CASE
    WHEN DEC > next_decom THEN 'RULE_4'
    WHEN DEC < next_decom AND REC = 'X1' THEN 'RULE_5'
  END AS rule
FROM neighbours_anew
WHERE "YEAR" < next_year;

UPDATE rows SET
  DEC = next_decom,
  Episode_source = concat_ws(' | ', Episode_source, rule)
FROM stage_2 WHERE stage_2._order = rows._order AND rule IS NOT NULL;

UPDATE rows SET Episode_source = 'Original' WHERE Episode_source IS NULL;

DROP TABLE open_episodes;
DROP TABLE neighbours;
DROP TABLE stage_1;
DROP TABLE stage_2;
