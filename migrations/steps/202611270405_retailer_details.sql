--liquibase formatted sql
-- Who a retailer is for statements and the tax office, when its shops are open, and what one till may sell.

--changeset counterfoil:202611270405_retailer_details splitStatements:false
ALTER TABLE retailer
    ADD COLUMN legal_name      text,
    ADD COLUMN address         text,
    -- ISO 3166-1, two letters.
    ADD COLUMN country         char(2),
    -- Where statements and news about its money go.
    ADD COLUMN statement_email text,
    ADD COLUMN vat_id          text;
ALTER TABLE outlet
    ADD COLUMN address       text,
    -- As OpeningHours writes them; null: always open.
    ADD COLUMN opening_hours text,
    -- Whom to ask when stock runs low.
    ADD COLUMN contact_name  text,
    ADD COLUMN contact_email text;
ALTER TABLE terminal
    ADD COLUMN active             boolean NOT NULL DEFAULT true,
    -- Sales in ten minutes; null: as the provider says for all tills; 0: no limit.
    ADD COLUMN activation_limit   integer CHECK (activation_limit >= 0),
    -- What its sales of one day may come to; null: no limit.
    ADD COLUMN day_limit_minor    bigint CHECK (day_limit_minor >= 0),
    ADD COLUMN day_limit_currency char(3),
    ADD CHECK ((day_limit_minor IS NULL) = (day_limit_currency IS NULL));
