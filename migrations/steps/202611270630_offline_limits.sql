--liquibase formatted sql
-- Sales that a shop enters later count by the moment at which they were made, and so many of them are taken from a till on one day.

--changeset counterfoil:202611270630_offline_limits splitStatements:false
-- When the shop sold it, if the till could not ask then; null: when it asked.
ALTER TABLE till_request ADD COLUMN sold_at timestamptz;
-- A column and not an expression: a policy keeps expressions over nullable columns out of indexes.
ALTER TABLE till_request ADD COLUMN made_at timestamptz
    GENERATED ALWAYS AS (CASE WHEN activated_at IS NOT NULL THEN coalesce(sold_at, activated_at) END) STORED;
DROP INDEX till_request_velocity;
CREATE INDEX till_request_made ON till_request (provider_id, terminal_id, made_at);
CREATE INDEX till_request_entered ON till_request (provider_id, terminal_id, activated_at) WHERE sold_at IS NOT NULL;
-- How many sales a shop may enter later for one till within a day; 0: any number.
ALTER TABLE till_settings ADD COLUMN entered_sales integer NOT NULL DEFAULT 2000 CHECK (entered_sales >= 0);
