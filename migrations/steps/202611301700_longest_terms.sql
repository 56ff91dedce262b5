--liquibase formatted sql
-- How many years ahead time may be added up is each provider's to say: no fewer than the longest product lasts.

--changeset counterfoil:202611301700_longest_terms
ALTER TABLE term_settings ADD COLUMN longest_years integer NOT NULL DEFAULT 10 CHECK (longest_years BETWEEN 10 AND 20);
