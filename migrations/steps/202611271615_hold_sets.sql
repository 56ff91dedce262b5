--liquibase formatted sql
-- An item may be under several holds at once and is free after the last of them; each remembers what it let go before its end.

--changeset counterfoil:202611271615_hold_sets splitStatements:false
-- Serials without their check digits, so that neighbours are neighbours.
ALTER TABLE item_hold ADD let_go int8multirange NOT NULL DEFAULT '{}';
ALTER TABLE item_hold ALTER let_go DROP DEFAULT;
-- Holds of serials before were about nothing but what they held.
UPDATE item_hold SET let_go = int8multirange(int8range(from_serial / 10, to_serial / 10, '[]')) - coalesce(
    (SELECT range_agg(int8range(serial / 10, serial / 10, '[]')) FROM serial_item
     WHERE serial_item.provider_id = item_hold.provider_id AND serial_item.hold_id = item_hold.id), '{}')
WHERE kind = 'serials' AND released_at IS NULL;
CREATE INDEX item_hold_serials ON item_hold (provider_id, from_serial) WHERE kind = 'serials' AND released_at IS NULL;
-- A shop holds by it what comes back into its stock, though the serials were held by their numbers.
ALTER POLICY own_retailer ON item_hold USING ((SELECT in_wide_scope()) OR CASE kind
    WHEN 'serials' THEN EXISTS (SELECT FROM serial_item WHERE serial BETWEEN from_serial AND to_serial)
    ELSE retailer_id = (SELECT scope_retailer()) END);
