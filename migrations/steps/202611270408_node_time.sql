--liquibase formatted sql
-- A node's clock may be off, so that what it says of times is corrected once, when it is first heard: by its own time a report is known to tell nothing new.

--changeset counterfoil:202611270408_node_time
ALTER TABLE placement ADD COLUMN last_write_node_at timestamptz;
UPDATE placement SET last_write_node_at = last_write_at WHERE last_write_at IS NOT NULL;
