-- In which authorities pupils live who are schooled in another one, by the codes of the register of schools.
--
-- Reads  addresses, gias_authorities, recipients
-- Makes  elsewhere  one row for each pupil and authority of an address: home (its code), address (the one with the lowest
--                   number, then the smallest sector; no number comes last), alike (of how many), and nobody (why the
--                   row is handed to nobody; blank where it is handed over)

CREATE TABLE homes AS
SELECT "pupilonrolltableid", "NativeId", "LA", "Year", "Term", "Acad/LA", home, count(*) AS alike,
  min({number: number, sector: postcode, la: child_home_la}) AS address
FROM addresses
  LEFT JOIN (SELECT la_code AS child_home_la, min(gias_code) AS home FROM gias_authorities GROUP BY ALL) USING (child_home_la)
GROUP BY ALL;

-- A school's number begins with the code of its authority.
CREATE TABLE elsewhere AS
SELECT *,
  CASE
    WHEN left("NativeId", 3) NOT IN (SELECT gias_code FROM gias_authorities) THEN 'the school is in no known authority'
    WHEN home IS NULL THEN 'the home is in no known authority'
    WHEN home = left("NativeId", 3) THEN 'the home is in the authority of the school'
    WHEN home NOT IN (FROM recipients) THEN 'the authority of the home did not sign'
  END AS nobody
FROM homes;
