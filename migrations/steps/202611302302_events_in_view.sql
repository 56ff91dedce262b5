--liquibase formatted sql
-- Whose subject an event has is looked up by a function: written out in the policy, all its look-ups were planned anew for each event.

--changeset counterfoil:202611302302_events_in_view splitStatements:false
CREATE FUNCTION has_subject_in_view(provider uuid, subject_type text, subject text) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    CASE subject_type
        WHEN 'item' THEN
            RETURN EXISTS (SELECT FROM serial_item WHERE serial = subject::bigint);
        WHEN 'shipment' THEN
            RETURN EXISTS (SELECT FROM shipment WHERE provider_id = provider AND id = subject::uuid);
        WHEN 'loss' THEN
            RETURN EXISTS (SELECT FROM loss WHERE provider_id = provider AND id = subject::uuid);
        WHEN 'return' THEN
            RETURN EXISTS (SELECT FROM stock_return WHERE provider_id = provider AND id = subject::uuid);
        WHEN 'hold' THEN
            RETURN EXISTS (SELECT FROM item_hold WHERE provider_id = provider AND id = subject::uuid);
        WHEN 'account' THEN
            RETURN EXISTS (SELECT FROM account WHERE provider_id = provider AND id = subject::uuid);
        ELSE
            RETURN false;
    END CASE;
END $$;
ALTER POLICY own_subject ON event USING ((SELECT in_wide_scope()) OR has_subject_in_view(provider_id, subject_type, subject_id));
