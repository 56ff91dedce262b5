--liquibase formatted sql
-- Whether the items of a reprint have its codes: one that failed before has killed none.

--changeset counterfoil:202611261908_minted_reprints
ALTER TABLE reprint ADD COLUMN minted boolean NOT NULL DEFAULT false;
-- There was one reason only to fail before.
UPDATE reprint SET minted = true
WHERE state IN ('checking', 'ready')
   OR (state = 'failed' AND failure NOT IN ('Some of its items were voided since the order.', 'Its run was given up.'));
