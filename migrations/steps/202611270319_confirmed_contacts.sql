--liquibase formatted sql
-- Mail calls nobody by a name that somebody else typed until they have shown that they read at the address.

--changeset counterfoil:202611270319_confirmed_contacts splitStatements:false
ALTER TABLE contact ADD COLUMN confirmed boolean NOT NULL DEFAULT true;
ALTER TABLE contact ALTER COLUMN confirmed SET DEFAULT false;

-- All others were typed by staff, by who redeemed a code or began a trial, or share the contact of such an account.
UPDATE contact SET confirmed = false
FROM account
JOIN event ON event.provider_id = account.provider_id AND event.subject_type = 'account' AND event.subject_id = account.id::text
WHERE contact.provider_id = account.provider_id AND contact.id = account.contact_id AND account.parent_id IS NOT NULL
  AND event.type = 'opened' AND event.body::jsonb ->> 'actor' LIKE 'account:%'
  AND NOT EXISTS (SELECT FROM account main
      WHERE main.provider_id = contact.provider_id AND main.contact_id = contact.id AND main.parent_id IS NULL);
