--liquibase formatted sql
-- A request id means one item for ever, also one that nobody knew when the till asked: what its shop enters later is compared with it.

--changeset counterfoil:202611301300_asked_serials
-- The number that was asked for, be there such an item or not; null when only the reversal has arrived so far, and for what was asked
-- before, of which there is the number of the item, if any.
ALTER TABLE till_request ADD COLUMN asked_serial bigint;
