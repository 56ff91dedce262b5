--liquibase formatted sql
-- A statement of 100,000 lines kept the tills of its retailer waiting for seconds: what it has is fixed before it is written, in a short transaction.

--changeset counterfoil:202611270650_stated_until
-- Up to where there are statements; earlier than settled_until while they are being made.
ALTER TABLE retailer_settlement ADD COLUMN stated_until timestamptz CHECK (stated_until <= settled_until);
UPDATE retailer_settlement SET stated_until = settled_until;
