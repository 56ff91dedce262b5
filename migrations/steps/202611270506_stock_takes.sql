--liquibase formatted sql
-- Counts of what is on a shop's shelves, compared with what it should have.

--changeset counterfoil:202611270506_stock_takes splitStatements:false
CREATE TABLE stock_take (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL,
    retailer_id uuid NOT NULL,
    outlet_id   uuid NOT NULL,
    state       text NOT NULL CHECK (state IN ('open', 'closed')),
    opened_at   timestamptz NOT NULL,
    closed_at   timestamptz CHECK ((closed_at IS NULL) = (state = 'open')),
    -- How many were counted, and once it is closed: how many were not, and how many of the counted ones don't belong there.
    counted_items    integer NOT NULL DEFAULT 0 CHECK (counted_items >= 0),
    missing_items    integer NOT NULL DEFAULT 0 CHECK (missing_items >= 0),
    unexpected_items integer NOT NULL DEFAULT 0 CHECK (unexpected_items >= 0),
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id)
);
CREATE UNIQUE INDEX stock_take_open ON stock_take (provider_id, outlet_id) WHERE state = 'open';
CREATE TABLE stock_take_item (
    provider_id uuid NOT NULL,
    take_id     uuid NOT NULL,
    -- As it was scanned; there may be no such item, or not for those who count.
    serial      bigint NOT NULL,
    -- What was known of it at that moment: its state in the outlet, elsewhere or unknown.
    found       text NOT NULL,
    PRIMARY KEY (provider_id, take_id, serial),
    FOREIGN KEY (provider_id, take_id) REFERENCES stock_take
);
CREATE TABLE stock_take_difference (
    provider_id uuid NOT NULL,
    take_id     uuid NOT NULL,
    number      integer NOT NULL CHECK (number > 0),
    -- Missing, or what was found of a counted item that should not be there.
    kind        text NOT NULL,
    from_serial bigint NOT NULL,
    to_serial   bigint NOT NULL CHECK (to_serial >= from_serial),
    items       integer NOT NULL CHECK (items > 0),
    PRIMARY KEY (provider_id, take_id, number),
    FOREIGN KEY (provider_id, take_id) REFERENCES stock_take
);

ALTER TABLE stock_take ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_take_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_take_difference ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON stock_take USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON stock_take_item USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY tenant ON stock_take_difference USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_retailer ON stock_take AS RESTRICTIVE USING (in_wide_scope() OR retailer_id = scope_retailer());
CREATE POLICY own_retailer ON stock_take_item AS RESTRICTIVE USING (in_wide_scope()
    OR EXISTS (SELECT FROM stock_take WHERE stock_take.provider_id = stock_take_item.provider_id AND stock_take.id = take_id));
CREATE POLICY own_retailer ON stock_take_difference AS RESTRICTIVE USING (in_wide_scope()
    OR EXISTS (SELECT FROM stock_take WHERE stock_take.provider_id = stock_take_difference.provider_id AND stock_take.id = take_id));
GRANT SELECT, INSERT, UPDATE ON stock_take TO counterfoil_app;
GRANT SELECT, INSERT ON stock_take_item, stock_take_difference TO counterfoil_app;
