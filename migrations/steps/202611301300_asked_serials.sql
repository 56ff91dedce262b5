--liquibase formatted sql
-- A request id means one item for ever, also one that nobody knew when the till asked: what its shop enters later is compared with it.

--changeset counterfoil:202611301300_asked_serials
-- The number that was asked for, be there such an item or not; null when only the reversal has arrived so far, and for unknown items from before.
ALTER TABLE till_request ADD COLUMN asked_serial bigint;
UPDATE till_request SET asked_serial = serial WHERE serial IS NOT NULL;
