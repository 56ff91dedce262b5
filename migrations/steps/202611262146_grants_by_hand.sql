--liquibase formatted sql
-- A technician opens an account with its time, without any code.

--changeset counterfoil:202611262146_grants_by_hand
ALTER TABLE term_grant DROP CONSTRAINT term_grant_source_check;
ALTER TABLE term_grant ADD CONSTRAINT term_grant_source_check CHECK (source IN ('redemption', 'by_hand'));
