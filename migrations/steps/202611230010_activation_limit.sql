--liquibase formatted sql
-- How fast a till may sell is the provider's to say.

--changeset counterfoil:202611230010_activation_limit splitStatements:false
ALTER TABLE provider
    -- The most sales of one till in ten minutes; 0: no limit.
    ADD COLUMN activation_limit integer NOT NULL DEFAULT 30 CHECK (activation_limit >= 0);
-- Shops and customers see their provider, but its settings are its own to change.
CREATE POLICY own_provider ON provider AS RESTRICTIVE FOR UPDATE USING (in_wide_scope());
