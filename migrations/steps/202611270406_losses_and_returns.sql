--liquibase formatted sql
-- Items that are lost, stolen or found again, and those that are sent back to the provider and counted there.

--changeset counterfoil:202611270406_losses_and_returns splitStatements:false
CREATE TABLE loss (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('lost', 'stolen', 'found')),
    -- Who reported it; null: the provider.
    retailer_id uuid,
    from_serial bigint NOT NULL,
    to_serial   bigint NOT NULL CHECK (to_serial >= from_serial),
    items       integer NOT NULL CHECK (items > 0),
    reason      text NOT NULL,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id) REFERENCES retailer
);
CREATE TABLE stock_return (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL,
    retailer_id uuid NOT NULL,
    outlet_id   uuid NOT NULL,
    state       text NOT NULL CHECK (state IN ('sent', 'short', 'counted')),
    reason      text NOT NULL,
    sent_at     timestamptz NOT NULL,
    -- When the provider counted it last.
    counted_at  timestamptz,
    items           integer NOT NULL CHECK (items >= 0),
    restocked_items integer NOT NULL DEFAULT 0 CHECK (restocked_items >= 0),
    destroyed_items integer NOT NULL DEFAULT 0 CHECK (destroyed_items >= 0),
    CHECK (restocked_items + destroyed_items <= items),
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id)
);
CREATE INDEX stock_return_outlet ON stock_return (provider_id, outlet_id, id);
-- With which return it is on its way back and not counted yet; null: with none.
ALTER TABLE serial_item ADD return_id uuid;
ALTER TABLE serial_item ADD FOREIGN KEY (provider_id, return_id) REFERENCES stock_return;
CREATE INDEX serial_item_return ON serial_item (provider_id, return_id) WHERE return_id IS NOT NULL;

ALTER TABLE loss ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_return ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON loss USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON stock_return USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_retailer ON loss AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
CREATE POLICY own_retailer ON stock_return AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
GRANT SELECT, INSERT ON loss TO counterfoil_app;
GRANT SELECT, INSERT, UPDATE ON stock_return TO counterfoil_app;
ALTER POLICY own_subject ON event USING (in_wide_scope() OR CASE subject_type
    WHEN 'item' THEN EXISTS (SELECT FROM serial_item WHERE serial_item.serial = event.subject_id::bigint)
    WHEN 'shipment' THEN EXISTS (SELECT FROM shipment
        WHERE shipment.provider_id = event.provider_id AND shipment.id = event.subject_id::uuid)
    WHEN 'loss' THEN EXISTS (SELECT FROM loss
        WHERE loss.provider_id = event.provider_id AND loss.id = event.subject_id::uuid)
    WHEN 'return' THEN EXISTS (SELECT FROM stock_return
        WHERE stock_return.provider_id = event.provider_id AND stock_return.id = event.subject_id::uuid)
    WHEN 'account' THEN EXISTS (SELECT FROM account
        WHERE account.provider_id = event.provider_id AND account.id = event.subject_id::uuid)
    ELSE false END);
