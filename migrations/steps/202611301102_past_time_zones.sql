--liquibase formatted sql
-- Which time zones a provider's calendar had before, so that what was booked by one keeps its day when there is another.

--changeset counterfoil:202611301102_past_time_zones splitStatements:false
CREATE TABLE past_time_zone (
    provider_id uuid NOT NULL REFERENCES provider,
    -- The first moment of the zone after it.
    until       timestamptz NOT NULL,
    time_zone   text NOT NULL,
    PRIMARY KEY (provider_id, until)
);
ALTER TABLE past_time_zone ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON past_time_zone USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
-- Everybody dates by them, only the provider changes them.
CREATE POLICY own_provider_adds ON past_time_zone AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT in_wide_scope()));
CREATE POLICY own_provider_changes ON past_time_zone AS RESTRICTIVE FOR UPDATE USING ((SELECT in_wide_scope()));
GRANT SELECT, INSERT, UPDATE ON past_time_zone TO counterfoil_app;
-- As far as they are known: each change of the settings says which zone there was after it.
INSERT INTO past_time_zone (provider_id, until, time_zone)
SELECT provider_id, max(at), min(before)
FROM (SELECT provider_id, at, detail ->> 'time_zone' AS after,
             lag(detail ->> 'time_zone') OVER (PARTITION BY provider_id ORDER BY id) AS before
      FROM audit_entry WHERE action = 'provider.changed' AND detail ->> 'time_zone' IS NOT NULL) AS changes
WHERE before <> after GROUP BY provider_id, at;
-- Refunds up to now counted the days that they left by the zone of their own moment, not by that of their grant.
ALTER TABLE term_grant ADD days_by_refund boolean NOT NULL DEFAULT false;
UPDATE term_grant SET days_by_refund = true WHERE source = 'refund';
