--liquibase formatted sql
-- Cartons are packed before they are sent, may come back and be sent again; what a shipment carried is kept as it was.

--changeset counterfoil:202611270352_packing splitStatements:false
CREATE TABLE shipment_carton (
    provider_id uuid NOT NULL,
    shipment_id uuid NOT NULL,
    sscc        text NOT NULL,
    product_id  uuid NOT NULL,
    items       integer NOT NULL CHECK (items > 0),
    -- Serials without their check digits, so that neighbours are neighbours.
    serials     int8multirange NOT NULL,
    PRIMARY KEY (provider_id, shipment_id, sscc),
    FOREIGN KEY (provider_id, shipment_id) REFERENCES shipment,
    FOREIGN KEY (provider_id, sscc) REFERENCES carton,
    FOREIGN KEY (provider_id, product_id) REFERENCES product
);
INSERT INTO shipment_carton (provider_id, shipment_id, sscc, product_id, items, serials)
SELECT carton.provider_id, carton.shipment_id, sscc, product_id, count(*), range_agg(int8range(serial / 10, serial / 10, '[]'))
FROM carton JOIN serial_item ON serial_item.provider_id = carton.provider_id
     AND serial BETWEEN from_serial AND to_serial AND serial_item.shipment_id = carton.shipment_id
GROUP BY carton.provider_id, carton.shipment_id, sscc, product_id;

ALTER TABLE carton ALTER shipment_id DROP NOT NULL;
ALTER TABLE carton ADD id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE carton ALTER id DROP DEFAULT;
ALTER TABLE carton ADD UNIQUE (provider_id, id);
-- By which packing; null: a shipment made it for its range.
ALTER TABLE carton ADD packing_id uuid;
ALTER TABLE carton ADD items integer NOT NULL DEFAULT 0 CHECK (items >= 0);
ALTER TABLE carton ALTER items DROP DEFAULT;
UPDATE carton SET items = shipment_carton.items FROM shipment_carton
WHERE shipment_carton.provider_id = carton.provider_id AND shipment_carton.sscc = carton.sscc;
ALTER TABLE carton ADD packed_at timestamptz;
UPDATE carton SET packed_at = shipped_at FROM shipment
WHERE shipment.provider_id = carton.provider_id AND shipment.id = carton.shipment_id;
ALTER TABLE carton ALTER packed_at SET NOT NULL;
-- Since when its items are loose again; null: they are in it.
ALTER TABLE carton ADD unpacked_at timestamptz;
CREATE INDEX carton_in_stock ON carton (provider_id, from_serial) WHERE shipment_id IS NULL AND unpacked_at IS NULL;
CREATE INDEX carton_packing ON carton (provider_id, packing_id) WHERE packing_id IS NOT NULL;

ALTER TABLE shipment_carton ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON shipment_carton USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_retailer ON shipment_carton AS RESTRICTIVE USING (in_wide_scope()
    OR EXISTS (SELECT FROM shipment WHERE shipment.provider_id = shipment_carton.provider_id AND shipment.id = shipment_carton.shipment_id));
-- A shop sees a carton of any shipment to it.
ALTER POLICY own_retailer ON carton USING (in_wide_scope()
    OR EXISTS (SELECT FROM shipment_carton WHERE shipment_carton.provider_id = carton.provider_id AND shipment_carton.sscc = carton.sscc));
CREATE INDEX shipment_carton_sscc ON shipment_carton (provider_id, sscc);
GRANT SELECT, INSERT ON shipment_carton TO counterfoil_app;
