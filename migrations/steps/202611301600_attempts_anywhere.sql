--liquibase formatted sql
-- A code that is tried before its item was sold is told of wherever the item is: what no shop has is a case of the provider's own.

--changeset counterfoil:202611301600_attempts_anywhere
ALTER TABLE till_case
    ALTER COLUMN retailer_id DROP NOT NULL,
    ALTER COLUMN outlet_id DROP NOT NULL,
    ADD CHECK ((retailer_id IS NULL) = (outlet_id IS NULL)),
    ADD CHECK (retailer_id IS NOT NULL OR kind = 'inactive_attempt');
DROP INDEX code_refusal_news;
CREATE INDEX code_refusal_news ON code_refusal (provider_id) WHERE told_at IS NULL AND reason IN ('not_activated', 'never_sold');
