-- Pupils on roll beside one of their addresses, free meals that were open on the day of the census, and needs.
--
-- Reads  pupilonroll, pupils and beside, each with one row for each pupil, in one order
-- Makes  output  so that what a pupil's row holds itself is never sorted or kept, however many there are

CREATE VIEW output AS
SELECT of.*, postcode, child_home_la, fsmstartdate, ukcountry, sentype1, sentype2
FROM pupilonroll AS of
  POSITIONAL JOIN (SELECT postcode, child_home_la FROM pupils) AS homes_of_pupils
  POSITIONAL JOIN (SELECT fsmstartdate, ukcountry, sentype1, sentype2 FROM beside) AS beside_pupils;
