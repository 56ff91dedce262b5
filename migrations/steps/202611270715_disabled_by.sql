--liquibase formatted sql
-- Whom the provider locked out, a shop's manager does not let in again.

--changeset counterfoil:202611270715_disabled_by splitStatements:false
-- Who disabled them; what the provider did counts for more. Null: they may sign in.
ALTER TABLE staff ADD disabled_by text CHECK (disabled_by IN ('provider', 'retailer'));
UPDATE staff SET disabled_by = CASE WHEN EXISTS (
    SELECT FROM audit_entry WHERE audit_entry.provider_id = staff.provider_id AND action = 'staff.disabled'
      AND subject = 'staff:' || staff.id
      AND actor IN (SELECT 'staff:' || manager.id FROM staff AS manager
                    WHERE manager.provider_id = staff.provider_id AND manager.retailer_id IS NOT NULL)
      AND audit_entry.id = (SELECT max(last.id) FROM audit_entry AS last WHERE last.provider_id = staff.provider_id
                            AND last.action = 'staff.disabled' AND last.subject = 'staff:' || staff.id))
    THEN 'retailer' ELSE 'provider' END
WHERE disabled_at IS NOT NULL;
ALTER TABLE staff ADD CHECK ((disabled_by IS NULL) = (disabled_at IS NULL));
