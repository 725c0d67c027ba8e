#include "models/store/lease.hpp"

namespace store {

namespace {

constexpr Sql kTake{"job_lease.take", R"sql(
    INSERT INTO job_lease (job, holder, until_at) VALUES (:job, :holder, :until)
    ON CONFLICT (job)
    DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at
        WHERE job_lease.holder = excluded.holder OR job_lease.until_at <= :now
)sql"};

constexpr Sql kGiveBack{"job_lease.give_back", "DELETE FROM job_lease WHERE job = :job AND holder = :holder"};

} // namespace

bool take_lease(Writer& db, std::string_view job, std::string_view holder, models::Time now,
                models::Time until)
{
    return db.change(kTake, {{"job", job}, {"holder", holder}, {"until", until}, {"now", now}}) == 1;
}

void give_lease_back(Writer& db, std::string_view job, std::string_view holder)
{
    db.change(kGiveBack, {{"job", job}, {"holder", holder}});
}

} // namespace store
