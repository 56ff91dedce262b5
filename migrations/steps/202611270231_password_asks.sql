--liquibase formatted sql
-- What somebody typed who forgot a password is kept for a day at most, even if no job ever looks whom it belongs to.

--changeset counterfoil:202611270231_password_asks splitStatements:false
ALTER TABLE password_ask ADD COLUMN asked_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE password_ask ALTER COLUMN asked_at DROP DEFAULT;
CREATE INDEX password_ask_age ON password_ask (asked_at);
