--liquibase formatted sql
-- What remains of an account's time becomes time of another plan, as a grant of its own.

--changeset counterfoil:202611262225_conversions
ALTER TABLE term_grant DROP CONSTRAINT term_grant_source_check;
ALTER TABLE term_grant ADD CONSTRAINT term_grant_source_check CHECK (source IN ('redemption', 'by_hand', 'conversion'));
