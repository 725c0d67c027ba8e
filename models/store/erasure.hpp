#pragma once
#include "models/referral.hpp"
#include "models/store/db.hpp"
#include <cstdint>
#include <filesystem>
#include <vector>

namespace store {

// How much was taken away, in rows.
struct Erased {
    std::int64_t documents{}; // versions of the family's facts
    std::int64_t words{};     // notes, consents' givers, plans, objections, what rounds and deliveries told
    std::int64_t indexes{};   // search tokens, blind indexes, the person an offer is for
    std::int64_t entrances{}; // query codes and sessions of the family
};

// Everything a person could be known by, in every table that is about families (tests/store/erasure_test
// holds that list against the schema). Left are codes, days, places, sums and who did what; `shell` takes the
// document's place. For the period alone, who gave a consent stays (forget_givers). Guarded by the version,
// which grows by one: nothing where it is another.
std::optional<Erased> erase_family(Writer&, const models::Referral&, std::string_view shell,
                                   models::ErasedFor, models::Time now);

// Erasures that were asked for. The list is also kept outside the database ("erasures", beside the key), for
// an older backup knows nothing of the newest.
struct Erasure {
    models::ReferralId referral;
    models::Time at{};
    bool operator==(const Erasure&) const = default;
};
void insert_erasure(Writer&, const Erasure&); // nothing new where it is listed
std::vector<Erasure> list_erasures(Reader&);  // by their referrals
std::vector<Erasure> kept_erasures(const std::filesystem::path& file);
// Those of the file and these together; whole or not at all.
void keep_erasures(const std::filesystem::path& file, std::vector<Erasure>);

} // namespace store
