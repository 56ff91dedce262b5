--liquibase formatted sql
-- Holds have a row each, so that one can see who holds what and why, hold a carton or an outlet, and release exactly what a hold holds.

--changeset counterfoil:202611270650_holds splitStatements:false
CREATE TABLE item_hold (
    provider_id uuid NOT NULL,
    id          uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('serials', 'carton', 'outlet')),
    -- Of serials: which.
    from_serial bigint,
    to_serial   bigint CHECK (to_serial >= from_serial),
    -- Of a carton: its number.
    sscc        text,
    -- The outlet that is held, or to which the carton was sent; null: the provider's stock, or any.
    retailer_id uuid,
    outlet_id   uuid,
    -- Whether it holds what customers have bought, too.
    sold_too    boolean NOT NULL,
    reason      text NOT NULL,
    held_at     timestamptz NOT NULL,
    held_by     text NOT NULL,
    -- How many items it held, over all of its time.
    items       integer NOT NULL DEFAULT 0 CHECK (items >= 0),
    released_at timestamptz,
    released_by text CHECK ((released_by IS NULL) = (released_at IS NULL)),
    CHECK ((kind = 'serials') = (from_serial IS NOT NULL AND to_serial IS NOT NULL)),
    CHECK ((kind = 'carton') = (sscc IS NOT NULL)),
    CHECK (kind <> 'outlet' OR outlet_id IS NOT NULL),
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, sscc) REFERENCES carton,
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id)
);
CREATE UNIQUE INDEX item_hold_outlet ON item_hold (provider_id, outlet_id) WHERE kind = 'outlet' AND released_at IS NULL;
CREATE UNIQUE INDEX item_hold_carton ON item_hold (provider_id, sscc) WHERE kind = 'carton' AND released_at IS NULL;
CREATE INDEX item_hold_open ON item_hold (provider_id, outlet_id) WHERE released_at IS NULL;
-- Of the holds before: the first with this reason after the last release. It takes a while, so it comes before anything locks the items.
CREATE TEMPORARY TABLE held AS
SELECT item.provider_id, item.serial, (
    SELECT event.subject_id::uuid FROM event
    WHERE event.provider_id = item.provider_id AND event.type = 'held' AND item.serial BETWEEN event.from_serial AND event.to_serial
      AND event.from_serial >= item.serial / 100000000 * 100000000
      AND event.body::jsonb #>> '{data,reason}' = item.hold
      AND event.position > coalesce((SELECT max(released.position) FROM event AS released
          WHERE released.provider_id = item.provider_id AND released.type = 'released'
            AND item.serial BETWEEN released.from_serial AND released.to_serial
            AND released.from_serial >= item.serial / 100000000 * 100000000), 0)
    ORDER BY event.position LIMIT 1) AS hold_id
FROM serial_item AS item WHERE item.hold IS NOT NULL AND item.state NOT IN ('missing', 'lost', 'stolen');
-- By which hold an item is held; null: by none, or until it is found.
ALTER TABLE serial_item ADD hold_id uuid;
ALTER TABLE serial_item ADD FOREIGN KEY (provider_id, hold_id) REFERENCES item_hold;
CREATE INDEX serial_item_hold ON serial_item (provider_id, hold_id) WHERE hold_id IS NOT NULL;

INSERT INTO item_hold (provider_id, id, kind, from_serial, to_serial, sold_too, reason, held_at, held_by, items)
SELECT event.provider_id, held.hold_id, 'serials', event.from_serial, event.to_serial,
       coalesce(event.body::jsonb #>> '{data,only_unsold}', 'false') <> 'true', event.body::jsonb #>> '{data,reason}',
       (event.body::jsonb ->> 'at')::timestamptz, event.body::jsonb ->> 'actor', held.items
FROM (SELECT provider_id, hold_id, count(*) AS items FROM held WHERE hold_id IS NOT NULL GROUP BY provider_id, hold_id) AS held
     JOIN event ON event.provider_id = held.provider_id AND event.subject_type = 'hold'
          AND event.subject_id = held.hold_id::text AND event.type = 'held' AND event.seq = 1;
UPDATE serial_item SET hold_id = held.hold_id FROM held
WHERE held.provider_id = serial_item.provider_id AND held.serial = serial_item.serial;
DROP TABLE held;

ALTER TABLE item_hold ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON item_hold USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
-- A shop holds by it what comes back into its stock.
CREATE POLICY own_retailer ON item_hold AS RESTRICTIVE USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
GRANT SELECT, INSERT, UPDATE, DELETE ON item_hold TO counterfoil_app;
ALTER POLICY own_subject ON event USING ((SELECT in_wide_scope()) OR CASE subject_type
    WHEN 'item' THEN EXISTS (SELECT FROM serial_item WHERE serial_item.serial = event.subject_id::bigint)
    WHEN 'shipment' THEN EXISTS (SELECT FROM shipment
        WHERE shipment.provider_id = event.provider_id AND shipment.id = event.subject_id::uuid)
    WHEN 'loss' THEN EXISTS (SELECT FROM loss
        WHERE loss.provider_id = event.provider_id AND loss.id = event.subject_id::uuid)
    WHEN 'return' THEN EXISTS (SELECT FROM stock_return
        WHERE stock_return.provider_id = event.provider_id AND stock_return.id = event.subject_id::uuid)
    WHEN 'hold' THEN EXISTS (SELECT FROM item_hold
        WHERE item_hold.provider_id = event.provider_id AND item_hold.id = event.subject_id::uuid)
    WHEN 'account' THEN EXISTS (SELECT FROM account
        WHERE account.provider_id = event.provider_id AND account.id = event.subject_id::uuid)
    ELSE false END);
