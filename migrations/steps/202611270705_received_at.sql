--liquibase formatted sql
-- When an item came into stock, so that a count does not miss what arrived while it went on, and figures of stock are read from one index alone.

--changeset counterfoil:202611270705_received_at splitStatements:false
-- When it came into its outlet's stock last: received, found again, or its sale undone; null: not there yet.
ALTER TABLE serial_item ADD received_at timestamptz;
UPDATE serial_item SET received_at = shipment.received_at FROM shipment
WHERE shipment.provider_id = serial_item.provider_id AND shipment.id = serial_item.shipment_id AND serial_item.state <> 'shipped';
-- With all that the figures need; retailer_id is what the policy looks at.
DROP INDEX serial_item_outlet;
CREATE INDEX serial_item_outlet ON serial_item (provider_id, outlet_id, product_id, state)
    INCLUDE (retailer_id, hold, activated_at, redeemed_at, received_at) WHERE outlet_id IS NOT NULL;
