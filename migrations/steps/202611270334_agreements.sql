--liquibase formatted sql
-- What a provider and its retailers agreed on: who gets what of a price, and when.

--changeset counterfoil:202611270334_agreements splitStatements:false
CREATE TABLE agreement (
    provider_id             uuid NOT NULL REFERENCES provider,
    id                      uuid NOT NULL UNIQUE,
    -- Of two that begin at one moment, the later one counts.
    seq                     bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    -- Null: the provider's default, for retailers that agreed on nothing else.
    retailer_id             uuid,
    -- Null: for all products that have no agreement of their own with this retailer.
    product_id              uuid,
    valid_from              timestamptz NOT NULL,
    -- From then on, what is more general counts again; all that follows is null.
    ended                   boolean NOT NULL,
    -- Null: as the product says.
    sales_model             text CHECK (sales_model IN ('consignment', 'wholesale', 'giveaway')),
    -- One of both: hundredths of a percent of the price, or an amount for each item.
    commission_basis_points integer CHECK (commission_basis_points BETWEEN 0 AND 10000),
    commission_minor        bigint CHECK (commission_minor >= 0),
    bounty_minor            bigint CHECK (bounty_minor >= 0),
    residual_basis_points   integer CHECK (residual_basis_points BETWEEN 0 AND 10000),
    hold_days               integer CHECK (hold_days >= 0),
    -- Null: no limit.
    credit_limit_minor      bigint CHECK (credit_limit_minor >= 0),
    consignment_limit       integer CHECK (consignment_limit >= 0),
    minimum_payout_minor    bigint CHECK (minimum_payout_minor >= 0),
    currency                char(3),
    agreed_at               timestamptz NOT NULL,
    agreed_by               text NOT NULL,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer,
    FOREIGN KEY (provider_id, product_id) REFERENCES product,
    CHECK (valid_from >= agreed_at),
    CHECK (retailer_id IS NOT NULL OR (product_id IS NULL AND NOT ended)),
    -- What counts for the retailer as a whole isn't agreed on for one product.
    CHECK (product_id IS NULL
        OR (credit_limit_minor IS NULL AND consignment_limit IS NULL AND minimum_payout_minor IS NULL)),
    CHECK (CASE WHEN ended
        THEN num_nonnulls(sales_model, commission_basis_points, commission_minor, bounty_minor, residual_basis_points,
                          hold_days, credit_limit_minor, consignment_limit, minimum_payout_minor, currency) = 0
        ELSE num_nonnulls(commission_basis_points, commission_minor) = 1
            AND num_nonnulls(bounty_minor, residual_basis_points, hold_days, currency) = 4
            AND (minimum_payout_minor IS NULL) = (product_id IS NOT NULL)
        END)
);
CREATE INDEX agreement_in_force ON agreement (provider_id, retailer_id, product_id, valid_from DESC, seq DESC);
ALTER TABLE agreement ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON agreement USING (provider_id = scope_provider() OR in_system_scope());
-- A shop sees what counts for it, the default too; only the provider agrees.
CREATE POLICY own_retailer ON agreement AS RESTRICTIVE FOR SELECT USING (in_wide_scope()
    OR (scope_retailer() IS NOT NULL AND (retailer_id IS NULL OR retailer_id = scope_retailer())));
CREATE POLICY own_provider_adds ON agreement AS RESTRICTIVE FOR INSERT WITH CHECK (in_wide_scope());
-- What was agreed stays as it was: it is followed by another agreement, never changed.
GRANT SELECT, INSERT ON agreement TO counterfoil_app;
