--liquibase formatted sql
-- A refund gives later terms other days: what they had earned by then is kept apart, and the new days are looked at anew.

--changeset counterfoil:202611271908_earned_before splitStatements:false
-- What was moved to revenue before the term got the days that it has; earned_until is of these days.
ALTER TABLE deferral
    ADD COLUMN earned_before_minor bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT deferral_earned_before CHECK (earned_before_minor BETWEEN 0 AND earned_minor);
GRANT UPDATE (earned_before_minor) ON deferral TO counterfoil_app;
-- Whose share by now is another one than was moved had its days changed.
UPDATE deferral SET earned_before_minor = earned_minor, earned_until = NULL
WHERE earned_until IS NOT NULL
  AND 2 * abs(earned_minor::numeric * greatest(end_day - first_day, 1)
              - amount_minor::numeric * least(greatest(earned_until - first_day + 1, 0), greatest(end_day - first_day, 1)))
      >= greatest(end_day - first_day, 1);
