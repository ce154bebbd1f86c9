-- Each table under its own name. Start in this folder: duckdb -init tables.sql
CREATE OR REPLACE VIEW "dimDate" AS FROM 'data/STAR_dimDate.parquet';
CREATE OR REPLACE VIEW "dimLookedAfterChild" AS FROM 'data/STAR_dimLookedAfterChild.parquet';
CREATE OR REPLACE VIEW "dimPlacement" AS FROM 'data/STAR_dimPlacement.parquet';
CREATE OR REPLACE VIEW "factEpisode" AS FROM 'data/STAR_factEpisode.parquet';
