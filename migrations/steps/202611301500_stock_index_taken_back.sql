--liquibase formatted sql
-- What a customer brought back may be in its shop's stock again, where no till sells it: figures of stock know it from the same one index.

--changeset counterfoil:202611301500_stock_index_taken_back splitStatements:false
DROP INDEX serial_item_outlet;
CREATE INDEX serial_item_outlet ON serial_item (provider_id, outlet_id, product_id, state)
    INCLUDE (retailer_id, hold, taken_back, activated_at, redeemed_at, received_at) WHERE outlet_id IS NOT NULL;
