--liquibase formatted sql
-- What tax is inside the prices of products, country by country, and when it is due.

--changeset counterfoil:202611270446_tax_rates splitStatements:false
CREATE TABLE tax_rate (
    provider_id  uuid NOT NULL,
    product_id   uuid NOT NULL,
    -- Of the shop: ISO 3166-1, two letters.
    country      char(2) NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    -- From the beginning of this day on in the provider's calendar, though not before it was set.
    valid_from   date NOT NULL,
    -- Hundredths of a percent of the price without it.
    basis_points integer NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
    -- Whether it is due when the item is sold (its use is known by then), or when it is redeemed.
    voucher      text NOT NULL CHECK (voucher IN ('single_purpose', 'multi_purpose')),
    set_at       timestamptz NOT NULL,
    PRIMARY KEY (provider_id, product_id, country, valid_from, set_at),
    FOREIGN KEY (provider_id, product_id) REFERENCES product
);
ALTER TABLE tax_rate ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON tax_rate USING (provider_id = scope_provider() OR in_system_scope());
-- A till's sale is taxed; only the provider says how.
CREATE POLICY own_retailer ON tax_rate AS RESTRICTIVE USING (in_wide_scope() OR scope_retailer() IS NOT NULL);
CREATE POLICY own_provider_adds ON tax_rate AS RESTRICTIVE FOR INSERT WITH CHECK (in_wide_scope());
-- What counted once is never changed: another one follows.
GRANT SELECT, INSERT ON tax_rate TO counterfoil_app;

-- Where the shop was by then, whose taxes count; null: nobody said.
ALTER TABLE accrual ADD COLUMN country char(2);
