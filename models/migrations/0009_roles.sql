-- charity became caseworker and charity_manager: who was one keeps its rights as a manager. analyst is new. The column is made
-- anew, for SQLite cannot widen a CHECK, and so may hold NULL as far as the database knows; no statement writes one.
ALTER TABLE account RENAME COLUMN role TO role_before;
ALTER TABLE account ADD COLUMN role TEXT CHECK (role IN ('village', 'township', 'county', 'caseworker', 'charity_manager', 'analyst', 'admin', 'integrator'));
UPDATE account SET role = CASE WHEN role_before = 'charity' THEN 'charity_manager' ELSE role_before END;
ALTER TABLE account DROP COLUMN role_before;

-- Who has changed what a program says since it was last open: none of them opens it. Of drafts of before, nobody is known.
CREATE TABLE program_editor (
    program_id BIGINT NOT NULL REFERENCES program (id),
    account_id BIGINT NOT NULL REFERENCES account (id),
    PRIMARY KEY (program_id, account_id)
);
