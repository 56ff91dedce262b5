--liquibase formatted sql
-- What shops ask their provider to send.

--changeset counterfoil:202611302001_goods_orders splitStatements:false
CREATE TABLE goods_order (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL,
    retailer_id uuid NOT NULL,
    outlet_id   uuid NOT NULL,
    state       text NOT NULL CHECK (state IN ('open', 'sent', 'declined', 'withdrawn')),
    ordered_at  timestamptz NOT NULL,
    -- What the shop says besides.
    note        text,
    ended_at    timestamptz CHECK ((ended_at IS NULL) = (state = 'open')),
    -- Why nothing, or no more, is sent.
    answer      text CHECK ((answer IS NOT NULL) = (state = 'declined')),
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id)
);
CREATE UNIQUE INDEX goods_order_open ON goods_order (provider_id, outlet_id) WHERE state = 'open';
CREATE INDEX goods_order_outlet ON goods_order (provider_id, outlet_id, id);
CREATE INDEX goods_order_retailer ON goods_order (provider_id, retailer_id, id);
CREATE TABLE goods_order_line (
    provider_id uuid NOT NULL,
    order_id    uuid NOT NULL,
    number      integer NOT NULL CHECK (number > 0),
    product_id  uuid NOT NULL,
    items       integer NOT NULL CHECK (items > 0),
    PRIMARY KEY (provider_id, order_id, number),
    UNIQUE (provider_id, order_id, product_id),
    FOREIGN KEY (provider_id, order_id) REFERENCES goods_order,
    FOREIGN KEY (provider_id, product_id) REFERENCES product
);
CREATE TABLE goods_order_shipment (
    provider_id uuid NOT NULL,
    order_id    uuid NOT NULL,
    shipment_id uuid NOT NULL,
    PRIMARY KEY (provider_id, order_id, shipment_id),
    UNIQUE (provider_id, shipment_id),
    FOREIGN KEY (provider_id, order_id) REFERENCES goods_order,
    FOREIGN KEY (provider_id, shipment_id) REFERENCES shipment
);

ALTER TABLE goods_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE goods_order_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE goods_order_shipment ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON goods_order USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY tenant ON goods_order_line USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY tenant ON goods_order_shipment USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_retailer ON goods_order AS RESTRICTIVE USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
CREATE POLICY own_retailer ON goods_order_line AS RESTRICTIVE USING ((SELECT in_wide_scope())
    OR EXISTS (SELECT FROM goods_order AS goods WHERE goods.provider_id = goods_order_line.provider_id AND goods.id = order_id));
CREATE POLICY own_retailer ON goods_order_shipment AS RESTRICTIVE USING ((SELECT in_wide_scope())
    OR EXISTS (SELECT FROM goods_order AS goods WHERE goods.provider_id = goods_order_shipment.provider_id AND goods.id = order_id));
-- The shop asks and withdraws; only the provider sends and declines.
CREATE POLICY own_order_is_open ON goods_order AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT in_wide_scope()) OR state = 'open');
CREATE POLICY own_provider_answers ON goods_order AS RESTRICTIVE FOR UPDATE USING ((SELECT in_wide_scope()) OR state = 'open')
    WITH CHECK ((SELECT in_wide_scope()) OR state = 'withdrawn');
CREATE POLICY own_provider_sends ON goods_order_shipment AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT in_wide_scope()));
GRANT SELECT, INSERT, UPDATE (state, ended_at, answer) ON goods_order TO counterfoil_app;
GRANT SELECT, INSERT ON goods_order_line, goods_order_shipment TO counterfoil_app;
