-- Goods that an organization holds. quantity is what is there now: every move changes it in the same transaction. A move's quantity
-- is signed. name and unit are the organization's own words for things, never of a person.
CREATE TABLE stock_item (
    id BIGINT PRIMARY KEY,
    organization_id BIGINT NOT NULL REFERENCES organization (id),
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity >= 0),
    UNIQUE (organization_id, name)
);

CREATE TABLE stock_move (
    id BIGINT PRIMARY KEY,
    item_id BIGINT NOT NULL REFERENCES stock_item (id),
    act TEXT NOT NULL CHECK (act IN ('receive', 'hand_out', 'count')),
    quantity BIGINT NOT NULL,
    delivery_id BIGINT REFERENCES delivery (id),
    moved_by BIGINT NOT NULL REFERENCES account (id),
    moved_at BIGINT NOT NULL
);
CREATE INDEX stock_move_item ON stock_move (item_id);
CREATE INDEX stock_move_delivery ON stock_move (delivery_id);
