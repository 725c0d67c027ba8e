-- What donors are told of needs, a month at a time: written once, when the month is final, and never changed. county NULL: of
-- several counties; category '': of several. No row stands for fewer families than may be told (server/needs/disclosure).
CREATE TABLE need_month (month TEXT PRIMARY KEY, published_on TEXT NOT NULL);
CREATE TABLE need_figure (
    month TEXT NOT NULL REFERENCES need_month (month),
    county BIGINT,
    category TEXT NOT NULL,
    needs BIGINT NOT NULL CHECK (needs > 0),
    amount_fen BIGINT NOT NULL CHECK (amount_fen >= 0)
);
CREATE INDEX need_figure_month ON need_figure (month);
