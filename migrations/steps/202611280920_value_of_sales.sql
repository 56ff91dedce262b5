--liquibase formatted sql
-- What a till sold on a day is summed, and what was entered later is counted, from an index alone: a long day does not get slower line by line.

--changeset counterfoil:202611280920_value_of_sales splitStatements:false
-- What the item costs, if it was sold: prices don't change.
ALTER TABLE till_request ADD COLUMN price_minor bigint;
DROP INDEX till_request_made;
DROP INDEX till_request_entered;
UPDATE till_request SET price_minor = product.price_minor
FROM serial_item JOIN product ON product.provider_id = serial_item.provider_id AND product.id = serial_item.product_id
WHERE till_request.activated_at IS NOT NULL
  AND serial_item.provider_id = till_request.provider_id AND serial_item.serial = till_request.serial;
-- With the retailer, whom the policy asks for, else each row is looked at after all.
CREATE INDEX till_request_made ON till_request (provider_id, terminal_id, made_at) INCLUDE (retailer_id, price_minor)
    WHERE state = 'activated';
CREATE INDEX till_request_entered ON till_request (provider_id, terminal_id, activated_at) INCLUDE (retailer_id)
    WHERE sold_at IS NOT NULL AND state = 'activated';
