--liquibase formatted sql
-- The serial items, and the shipments and cartons that carry them.

--changeset counterfoil:202611221917_serial_items splitStatements:false
CREATE TABLE shipment (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL UNIQUE,
    retailer_id uuid NOT NULL,
    outlet_id   uuid NOT NULL,
    state       text NOT NULL CHECK (state IN ('shipped', 'received', 'short')),
    shipped_at  timestamptz NOT NULL,
    -- When the first of it was received.
    received_at timestamptz,
    -- How many items were sent, have arrived, and are held as missing.
    items          integer NOT NULL CHECK (items >= 0),
    received_items integer NOT NULL DEFAULT 0 CHECK (received_items BETWEEN 0 AND items),
    short_items    integer NOT NULL DEFAULT 0 CHECK (short_items BETWEEN 0 AND items),
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id)
);
CREATE INDEX shipment_outlet ON shipment (provider_id, outlet_id, id);
-- The serial reference of an SSCC-18; installation-wide, never re-used.
CREATE SEQUENCE carton_number AS bigint START 1;
CREATE TABLE carton (
    provider_id uuid NOT NULL,
    sscc        text NOT NULL UNIQUE CHECK (sscc ~ '^[0-9]{18}$'),
    shipment_id uuid NOT NULL,
    from_serial bigint NOT NULL,
    to_serial   bigint NOT NULL CHECK (to_serial >= from_serial),
    PRIMARY KEY (provider_id, sscc),
    FOREIGN KEY (provider_id, shipment_id) REFERENCES shipment
);
CREATE INDEX carton_shipment ON carton (provider_id, shipment_id);
CREATE TABLE serial_item (
    -- 14 digits: run, sequence, check digit; ordered by run and sequence.
    serial      bigint PRIMARY KEY,
    provider_id uuid NOT NULL,
    run_id      uuid NOT NULL,
    product_id  uuid NOT NULL,
    state       text NOT NULL CHECK (state IN ('minted', 'printed', 'spoiled', 'missing', 'shipped', 'received',
                    'activated', 'returned', 'redeemed', 'voided', 'lost', 'stolen', 'expired')),
    -- Keyed digest of the redemption code.
    code_digest bytea NOT NULL,
    -- Whose custody it is in; null: the provider's.
    retailer_id uuid,
    outlet_id   uuid,
    shipment_id uuid,
    -- Why it may be neither sold nor redeemed for now; null: no hold.
    hold        text,
    UNIQUE (provider_id, serial),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run,
    FOREIGN KEY (provider_id, product_id) REFERENCES product,
    FOREIGN KEY (provider_id, shipment_id) REFERENCES shipment,
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id)
);
CREATE UNIQUE INDEX serial_item_code ON serial_item (code_digest);
-- A run's items lie next to each other; a block range index costs minting next to nothing.
CREATE INDEX serial_item_run ON serial_item USING brin (run_id);
CREATE INDEX serial_item_shipment ON serial_item (provider_id, shipment_id) WHERE shipment_id IS NOT NULL;
CREATE INDEX serial_item_outlet ON serial_item (provider_id, outlet_id, product_id, state) WHERE outlet_id IS NOT NULL;

ALTER TABLE shipment ENABLE ROW LEVEL SECURITY;
ALTER TABLE carton ENABLE ROW LEVEL SECURITY;
ALTER TABLE serial_item ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON shipment USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON carton USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON serial_item USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_retailer ON shipment AS RESTRICTIVE USING (scope_retailer() IS NULL OR retailer_id = scope_retailer());
CREATE POLICY own_retailer ON carton AS RESTRICTIVE USING (scope_retailer() IS NULL
    OR EXISTS (SELECT FROM shipment WHERE shipment.provider_id = carton.provider_id AND shipment.id = carton.shipment_id));
CREATE POLICY own_retailer ON serial_item AS RESTRICTIVE USING (scope_retailer() IS NULL OR retailer_id = scope_retailer());
GRANT SELECT, INSERT, UPDATE ON shipment, carton, serial_item TO counterfoil_app;
GRANT USAGE ON SEQUENCE carton_number TO counterfoil_app;
