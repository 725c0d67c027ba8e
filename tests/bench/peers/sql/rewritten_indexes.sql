CREATE INDEX offer_block ON offer (block);
