--liquibase formatted sql
-- A carton holds what was packed into it, not whatever else has a number between its ends: what was missing then may be found since, and lies beside it.

--changeset counterfoil:202611270640_carton_serials splitStatements:false
-- Serials without their check digits, so that neighbours are neighbours.
ALTER TABLE carton ADD serials int8multirange;
UPDATE carton SET serials = shipment_carton.serials FROM shipment_carton
WHERE shipment_carton.provider_id = carton.provider_id AND shipment_carton.sscc = carton.sscc
  AND shipment_carton.shipment_id = carton.shipment_id;
UPDATE carton SET serials = coalesce(
    (SELECT range_agg(int8range(serial / 10, serial / 10, '[]')) FROM serial_item
     WHERE serial_item.provider_id = carton.provider_id AND serial BETWEEN from_serial AND to_serial
       AND state NOT IN ('spoiled', 'missing')),
    int8multirange(int8range(from_serial / 10, to_serial / 10, '[]')))
WHERE serials IS NULL;
ALTER TABLE carton ALTER serials SET NOT NULL;
