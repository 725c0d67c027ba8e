-- Orders the families without an award: 0, who could have had one and was outbid or found no room; then by why there was
-- nothing to give, what is nearest to an award first (server/rounds: Shut).
ALTER TABLE round_family ADD COLUMN reason BIGINT;
