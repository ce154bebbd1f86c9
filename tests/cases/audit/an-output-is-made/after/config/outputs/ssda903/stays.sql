CREATE TABLE output AS SELECT CHILD, 1 AS days FROM PAN_ssda903_episodes;
