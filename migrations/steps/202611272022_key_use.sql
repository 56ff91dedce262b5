--liquibase formatted sql
-- When an API key was used last, so that one sees which nobody needs any more.

--changeset counterfoil:202611272022_key_use
-- To the minute. NULL: never, or not since this is noted.
ALTER TABLE api_key ADD COLUMN used_at timestamptz;
