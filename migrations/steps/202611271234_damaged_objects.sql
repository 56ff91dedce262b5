--liquibase formatted sql
-- A node that finds objects with wrong bytes says so with its reports, and somebody has to tell the customer.

--changeset counterfoil:202611271234_damaged_objects
ALTER TABLE placement ADD COLUMN damaged_objects bigint NOT NULL DEFAULT 0;
CREATE INDEX placement_damaged ON placement (provider_id) WHERE damaged_objects > 0;
