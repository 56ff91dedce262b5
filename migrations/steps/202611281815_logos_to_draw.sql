--liquibase formatted sql
-- Those who posted messages read the logo; now it is read where messages are sent. A logo that is too large as a picture was kept without one, as those are that nobody drew: a job draws the latter.

--changeset counterfoil:202611281815_logos_to_draw
-- null: it would be too large, so that messages show the name.
ALTER TABLE logo_picture ALTER COLUMN png DROP NOT NULL;
DROP POLICY own_provider_adds ON logo_picture;
DROP POLICY own_provider_changes ON logo_picture;
DROP POLICY own_provider_deletes ON logo_picture;
CREATE POLICY own_provider ON logo_picture AS RESTRICTIVE USING ((SELECT in_wide_scope()));
