--liquibase formatted sql
-- When items were sold and redeemed, for figures of the last days, and from how few on a shop is to be sent more.

--changeset counterfoil:202611270452_stock splitStatements:false
-- When it was sold, unless that was undone; null: never.
ALTER TABLE serial_item ADD activated_at timestamptz;
ALTER TABLE serial_item ADD redeemed_at timestamptz;
UPDATE serial_item SET
    activated_at = coalesce(
        (SELECT max((body::jsonb->>'at')::timestamptz) FROM event
         WHERE event.provider_id = serial_item.provider_id AND subject_type = 'item' AND subject_id = serial::text AND type = 'activated'),
        (SELECT received_at FROM shipment WHERE shipment.provider_id = serial_item.provider_id AND shipment.id = shipment_id)),
    redeemed_at =
        (SELECT max((body::jsonb->>'at')::timestamptz) FROM event
         WHERE event.provider_id = serial_item.provider_id AND subject_type = 'item' AND subject_id = serial::text AND type = 'redeemed')
WHERE state IN ('activated', 'redeemed');

CREATE TABLE reorder_point (
    provider_id uuid NOT NULL,
    retailer_id uuid NOT NULL,
    outlet_id   uuid NOT NULL,
    product_id  uuid NOT NULL,
    items       integer NOT NULL CHECK (items >= 0),
    PRIMARY KEY (provider_id, outlet_id, product_id),
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id),
    FOREIGN KEY (provider_id, product_id) REFERENCES product
);
ALTER TABLE reorder_point ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON reorder_point USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_retailer ON reorder_point AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
GRANT SELECT, INSERT, UPDATE, DELETE ON reorder_point TO counterfoil_app;
