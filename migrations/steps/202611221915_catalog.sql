--liquibase formatted sql
-- What is sold: plans, and the products that sell a term of one.

--changeset counterfoil:202611221915_catalog splitStatements:false
CREATE TABLE plan (
    provider_id      uuid NOT NULL REFERENCES provider,
    id               uuid NOT NULL UNIQUE,
    name             text NOT NULL,
    edition          text NOT NULL CHECK (edition IN ('basic', 'select', 'trial')),
    -- Null: unlimited.
    hard_quota_bytes bigint CHECK (hard_quota_bytes > 0),
    trial_days       integer CHECK (trial_days > 0),
    features         jsonb NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, name),
    CHECK ((edition = 'trial') = (trial_days IS NOT NULL))
);
CREATE TABLE product (
    provider_id         uuid NOT NULL REFERENCES provider,
    id                  uuid NOT NULL UNIQUE,
    sku                 text NOT NULL,
    name                text NOT NULL,
    plan_id             uuid NOT NULL,
    -- ISO-8601 period.
    term                text NOT NULL,
    medium              text NOT NULL CHECK (medium IN ('gift_card', 'retail_cd', 'free_cd', 'e_code')),
    sales_model         text NOT NULL CHECK (sales_model IN ('consignment', 'wholesale', 'giveaway')),
    price_minor         bigint NOT NULL CHECK (price_minor >= 0),
    currency            char(3) NOT NULL,
    -- As printed: 8, 12, 13 or 14 digits.
    gtin                text,
    activation_required boolean NOT NULL,
    created_at          timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id),
    UNIQUE (provider_id, sku),
    FOREIGN KEY (provider_id, plan_id) REFERENCES plan
);
ALTER TABLE plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE product ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON plan USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON product USING (provider_id = scope_provider() OR in_system_scope());
GRANT SELECT, INSERT, UPDATE ON plan, product TO counterfoil_app;
