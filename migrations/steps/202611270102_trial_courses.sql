--liquibase formatted sql
-- How trials began, what became of them and how much they stored for how long, so that a provider sees what they bring and cost.

--changeset counterfoil:202611270102_trial_courses splitStatements:false
CREATE TABLE trial_course (
    provider_id  uuid NOT NULL,
    account_id   uuid NOT NULL,
    -- On which way it came.
    channel      text NOT NULL CHECK (channel IN ('web', 'by_hand', 'gift_card', 'retail_cd', 'free_cd', 'e_code')),
    -- Of the card or CD that it began with.
    product_id   uuid,
    -- Who had that for sale; null: nobody but the provider.
    retailer_id  uuid,
    outlet_id    uuid,
    began_at     timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    -- When somebody paid; null: nobody has.
    converted_at timestamptz,
    -- How far it had come without that at the last measurement.
    course       text NOT NULL DEFAULT 'running' CHECK (course IN ('running', 'lapsed', 'gone')),
    -- Bytes stored times days, up to and with the last one that was measured, in the provider's calendar.
    byte_days    bigint NOT NULL DEFAULT 0 CHECK (byte_days >= 0),
    measured_on  date NOT NULL,
    PRIMARY KEY (provider_id, account_id),
    FOREIGN KEY (provider_id, account_id) REFERENCES account,
    FOREIGN KEY (provider_id, product_id) REFERENCES product,
    FOREIGN KEY (provider_id, retailer_id, outlet_id) REFERENCES outlet (provider_id, retailer_id, id),
    CONSTRAINT item_of_some_channels CHECK ((product_id IS NULL) = (channel IN ('web', 'by_hand'))),
    CONSTRAINT shop_of_an_item CHECK (product_id IS NOT NULL OR (retailer_id IS NULL AND outlet_id IS NULL))
);
CREATE INDEX trial_course_begun ON trial_course (provider_id, began_at);
-- The meter touches each of these once a day and no others.
CREATE INDEX trial_course_unmeasured ON trial_course (provider_id, measured_on, account_id)
    WHERE converted_at IS NULL AND course <> 'gone';

-- What began before; nobody knows what it stored until now.
INSERT INTO trial_course (provider_id, account_id, channel, product_id, retailer_id, outlet_id, began_at, ends_at, converted_at, course, measured_on)
SELECT begun.provider_id, begun.account_id,
       CASE begun.source WHEN 'trial' THEN 'web' WHEN 'by_hand' THEN 'by_hand' ELSE product.medium END,
       item.product_id, item.retailer_id, item.outlet_id, begun.granted_at, account.term_ends_at,
       (SELECT min(granted_at) FROM term_grant paid
        WHERE paid.provider_id = begun.provider_id AND paid.account_id = begun.account_id
          AND paid.paid AND paid.source IN ('redemption', 'by_hand')),
       CASE WHEN account.term_state IN ('trial', 'active', 'grace') THEN 'running' WHEN account.term_state = 'deleted' THEN 'gone' ELSE 'lapsed' END,
       current_date
FROM term_grant begun
JOIN account ON account.provider_id = begun.provider_id AND account.id = begun.account_id
LEFT JOIN redemption ON redemption.provider_id = begun.provider_id AND redemption.id = begun.redemption_id
LEFT JOIN serial_item item ON item.provider_id = redemption.provider_id AND item.serial = redemption.serial
LEFT JOIN product ON product.provider_id = item.provider_id AND product.id = item.product_id
WHERE begun.seq = 1 AND NOT begun.paid AND begun.source IN ('redemption', 'by_hand', 'trial');

ALTER TABLE trial_course ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON trial_course USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON trial_course AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON trial_course TO counterfoil_app;
