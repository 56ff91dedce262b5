--liquibase formatted sql
-- Printers miss on the back of the paper in another way than on its front; empty is as on the front.

--changeset counterfoil:202611261836_back_of_printers splitStatements:false
ALTER TABLE printer
    ADD COLUMN back_offset_x_mm double precision CHECK (back_offset_x_mm BETWEEN -15 AND 15),
    ADD COLUMN back_offset_y_mm double precision CHECK (back_offset_y_mm BETWEEN -15 AND 15),
    ADD COLUMN back_scale_x     double precision CHECK (back_scale_x BETWEEN 95 AND 105),
    ADD COLUMN back_scale_y     double precision CHECK (back_scale_y BETWEEN 95 AND 105);
ALTER TABLE print_part
    ADD COLUMN back_offset_x_mm double precision NOT NULL DEFAULT 0,
    ADD COLUMN back_offset_y_mm double precision NOT NULL DEFAULT 0,
    ADD COLUMN back_scale_x     double precision NOT NULL DEFAULT 100,
    ADD COLUMN back_scale_y     double precision NOT NULL DEFAULT 100;
-- Runs that are ordered already stay as they were: the front's numbers held for both sides.
UPDATE print_part SET back_offset_x_mm = offset_x_mm, back_offset_y_mm = offset_y_mm,
    back_scale_x = scale_x, back_scale_y = scale_y;
