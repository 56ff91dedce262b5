--liquibase formatted sql
-- What redeemed items brought is earned by day of the terms they were spent on; and which shops accounts came from.

--changeset counterfoil:202611270352_deferrals splitStatements:false
CREATE TABLE deferral (
    provider_id  uuid NOT NULL,
    serial       bigint NOT NULL,
    product_id   uuid NOT NULL,
    retailer_id  uuid NOT NULL,
    outlet_id    uuid NOT NULL,
    -- The position of the event of its redemption.
    event        bigint NOT NULL UNIQUE REFERENCES event (position),
    -- What is earned, without tax, and the tax that went with it.
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    tax_minor    bigint NOT NULL CHECK (tax_minor >= 0),
    currency     char(3) NOT NULL,
    -- The days of the term in the provider's calendar, the first one and that after the last; null until it is granted,
    -- in the same transaction.
    first_day    date,
    end_day      date CHECK (end_day >= first_day),
    -- What has been moved to revenue, up to and with which day.
    earned_minor bigint NOT NULL DEFAULT 0 CHECK (earned_minor BETWEEN 0 AND amount_minor),
    earned_until date,
    PRIMARY KEY (provider_id, serial),
    FOREIGN KEY (provider_id, serial) REFERENCES serial_item (provider_id, serial),
    FOREIGN KEY (provider_id, product_id) REFERENCES product,
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id)
);
-- What is still to be earned, the longest untouched first.
CREATE INDEX deferral_due ON deferral (provider_id, earned_until NULLS FIRST, serial) WHERE earned_minor < amount_minor;
CREATE TABLE account_origin (
    provider_id uuid NOT NULL,
    account_id  uuid NOT NULL,
    -- Whose account it is. No foreign key: customers may be forgotten.
    customer_id uuid NOT NULL,
    -- The item that opened it, and the shop that had that.
    serial      bigint NOT NULL,
    product_id  uuid NOT NULL,
    retailer_id uuid NOT NULL,
    outlet_id   uuid NOT NULL,
    -- The position of the event of its first grant.
    event       bigint NOT NULL REFERENCES event (position),
    -- Whether somebody paid for it, then or later.
    paid        boolean NOT NULL,
    PRIMARY KEY (provider_id, account_id),
    FOREIGN KEY (provider_id, account_id) REFERENCES account,
    FOREIGN KEY (provider_id, serial) REFERENCES serial_item (provider_id, serial),
    FOREIGN KEY (provider_id, product_id) REFERENCES product,
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id)
);
CREATE INDEX account_origin_customer ON account_origin (provider_id, customer_id, event);

ALTER TABLE deferral ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_origin ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON deferral USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON account_origin USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON deferral AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON account_origin AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE (amount_minor, tax_minor, first_day, end_day, earned_minor, earned_until) ON deferral TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE (paid) ON account_origin TO counterfoil_app;
