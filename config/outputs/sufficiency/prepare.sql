-- What the tables of this star schema share.

-- The key of a member: the same from release to release, whatever else there is. MD5 serves as a number here and
-- protects nothing. 53 bits, because many tools keep numbers in a double. Two of two million members get the same with
-- a chance of 1 in 4,500; then the build says so and stops, and another word for 'first' gives all of them new keys.
CREATE MACRO member_key(of_table, kind, natural_key) AS
  CAST(md5_number_lower('first' || chr(31) || of_table || chr(31) || kind || chr(31) || natural_key) >> 11 AS BIGINT);

CREATE MACRO unknown_text() AS 'Unknown';
CREATE MACRO unknown_day() AS DATE '2999-12-31';

-- A provider's number as Ofsted writes it: systems write it in small letters too, spreadsheets with a fraction.
CREATE MACRO plain_urn(urn) AS
  upper(CASE WHEN suffix(urn, '.0') THEN left(urn, length(urn) - 2) ELSE urn END);

-- "Bristol, City of" and "Bristol" are one place.
CREATE MACRO plain_name(name) AS
  lower(trim(regexp_replace(replace(name, '&', 'and'), ',? (city|county) of$', '', 'i')));

-- Every code that a field may carry in any year, and those that repair gives. Members have the number that they have
-- had from the beginning, in members.csv; a code that has none yet gets one from its text.
CREATE MACRO coded_members(of_table, submitted_table, submitted_field) AS TABLE
SELECT
  coalesce(fixed.key, member_key(of_table, 'code', code)) AS key,
  code,
  coalesce(fixed.description, known.label) AS description
FROM (
  SELECT code, min_by(label, position) AS label
  FROM codes
  WHERE table_name = submitted_table AND field = submitted_field
  GROUP BY code
) AS known
FULL JOIN (SELECT key, code, description FROM members WHERE table_name = of_table) AS fixed USING (code);

-- What the codes of the ethnic origin stand for and which of them are counted together. The order is the guide's.
CREATE TABLE ethnic_labels AS
SELECT row_number() OVER () AS position, code, description, ethnic_group FROM (VALUES
  ('WBRI', 'White British', 'White'),
  ('WIRI', 'White Irish', 'White'),
  ('WOTH', 'Any other White background', 'White'),
  ('WIRT', 'Traveller of Irish Heritage', 'White'),
  ('WROM', 'Gypsy/Roma', 'White'),
  ('MWBC', 'White and Black Caribbean', 'Mixed'),
  ('MWBA', 'White and Black African', 'Mixed'),
  ('MWAS', 'White and Asian', 'Mixed'),
  ('MOTH', 'Any other Mixed background', 'Mixed'),
  ('AIND', 'Indian', 'Asian'),
  ('APKN', 'Pakistani', 'Asian'),
  ('ABAN', 'Bangladeshi', 'Asian'),
  ('CHNE', 'Chinese', 'Asian'),
  ('AOTH', 'Any other Asian background', 'Asian'),
  ('BCRB', 'Caribbean', 'Black'),
  ('BAFR', 'African', 'Black'),
  ('BOTH', 'Any other Black background', 'Black'),
  ('OOTH', 'Any other ethnic group', 'Other'),
  ('REFU', 'Refused', 'Not known'),
  ('NOBT', 'Information not yet obtained', 'Not known'),
  ('Unknown', 'Unknown', 'Not known')
) AS labels(code, description, ethnic_group);

CREATE TABLE asylum_labels AS
FROM (VALUES
  (0, 'Child was not an unaccompanied asylum-seeking child (UASC) at any time during the year'),
  (1, 'Child was an unaccompanied asylum-seeking child (UASC) during the year'),
  (-1, 'Unknown')
) AS labels(status, description);

-- Placements in few words, and which of them are counted together.
CREATE TABLE placement_labels AS
FROM (VALUES
  ('A3', 'Placed for adoption, current carers, consent', 'Placed for adoption'),
  ('A4', 'Placed for adoption, other carers, consent', 'Placed for adoption'),
  ('A5', 'Placed for adoption, current carers, order', 'Placed for adoption'),
  ('A6', 'Placed for adoption, other carers, order', 'Placed for adoption'),
  ('H5', 'Semi-independent living', 'Semi-independent and supported'),
  ('K1', 'Secure children''s home', 'Residential'),
  ('K2', 'Children''s home', 'Residential'),
  ('K3', 'Supported accommodation', 'Semi-independent and supported'),
  ('P1', 'With parents', 'With parents'),
  ('P2', 'Independent living', 'Semi-independent and supported'),
  ('P3', 'Residential employment', 'Other'),
  ('R1', 'Residential care home', 'Residential'),
  ('R2', 'Health establishment', 'Residential'),
  ('R3', 'Family centre or mother and baby unit', 'Residential'),
  ('R5', 'Young offender institution', 'Secure and custody'),
  ('S1', 'Residential school', 'Residential'),
  ('T0', 'Temporary move', 'Temporary'),
  ('T1', 'Temporary: hospital', 'Temporary'),
  ('T2', 'Temporary: holiday', 'Temporary'),
  ('T3', 'Temporary: carers on holiday', 'Temporary'),
  ('T4', 'Temporary: seven days or less', 'Temporary'),
  ('U1', 'Foster: relative or friend, long term', 'Foster'),
  ('U2', 'Foster: relative or friend, for adoption', 'Foster'),
  ('U3', 'Foster: relative or friend, other', 'Foster'),
  ('U4', 'Foster: other carer, long term', 'Foster'),
  ('U5', 'Foster: other carer, for adoption', 'Foster'),
  ('U6', 'Foster: other carer, other', 'Foster')
) AS labels(code, short, placement_group);

-- As the crow flies, between the middles of two sectors on the national grid.
CREATE MACRO miles(east, north, other_east, other_north) AS
  sqrt(power(other_east - east, 2) + power(other_north - north, 2)) / 1609.344;

CREATE MACRO distance_band(far) AS CASE
  WHEN far IS NULL THEN unknown_text()
  WHEN far < 5 THEN 'Under 5 miles'
  WHEN far < 20 THEN '5 to under 20 miles'
  ELSE '20 miles or more'
END;
