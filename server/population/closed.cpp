#include "server/population/closed.hpp"
#include "server/population/family.hpp"

namespace server::population {

using namespace matching;
using namespace models;

std::optional<std::vector<SharedList<Family>::Item>> closed_families(store::Reader& db, Time since,
                                                                     std::size_t most)
{
    constexpr int kPage = 200;
    std::vector<SharedList<Family>::Item> families;
    Time at = since - std::chrono::milliseconds(1);
    ReferralId after;
    for (;;) {
        const auto page = store::list_closed(db, at, after, kPage);
        if (families.size() + page.size() > most) return {};
        for (const auto& row : page) {
            at = row.referral.reported_at.value_or(at);
            after = row.referral.id;
            if (auto family = family_in(row, {}))
                families.push_back(std::make_shared<const Family>(*std::move(family)));
        }
        if (std::ssize(page) < kPage) return families;
    }
}

} // namespace server::population
