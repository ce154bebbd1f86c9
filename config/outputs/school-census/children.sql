-- Pupils who live in another authority than that of their school, beside an address there, free meals that were open on the
-- day of the census, and needs.
--
-- Reads  pupilonroll, pupils and beside
-- Makes  output  one row for each of pupils, in their order

CREATE TABLE output AS
SELECT of.* EXCLUDE (place), postcode, child_home_la, "child_home_GIAS", fsmstartdate, ukcountry, sentype1, sentype2
FROM pupils
  JOIN beside USING (pupil)
  JOIN (SELECT *, row_number() OVER () AS place FROM pupilonroll) AS of ON of.place = pupils.place
ORDER BY pupil;
