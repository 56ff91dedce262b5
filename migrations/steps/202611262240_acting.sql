--liquibase formatted sql
-- Support sees an account as its customer does, in a session that goes with the one in which it was begun.

--changeset counterfoil:202611262240_acting
ALTER TABLE session ADD COLUMN opened_in bytea REFERENCES session ON DELETE CASCADE CHECK (opened_in IS NULL OR kind = 'account');
CREATE INDEX session_opened_in ON session (opened_in) WHERE opened_in IS NOT NULL;
