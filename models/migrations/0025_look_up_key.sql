-- While the look-up key is changed: the blind index of `person` under the next key. Found by either.
ALTER TABLE offer ADD COLUMN person_next TEXT NOT NULL DEFAULT '';
CREATE INDEX offer_person_next ON offer (person_next, need_type);
