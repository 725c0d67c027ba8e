#pragma once
#include "tests/server/offers/given.hpp"
#include <map>

namespace given {

// What must hold of offers wherever a walk has led (lifecycle.md): places and money add up, nobody is
// promised more than the need, nothing is told without consent, an end has no clock, each move has one line
// in the log.
struct Walked : OfferWorld {
    using OfferWorld::OfferWorld;
    using Made = std::pair<std::string_view, std::optional<models::OfferState>>; // an act, the state it left

    std::vector<server::offers::OfferRow> offers();
    void check();
    void check_log(); // beside the tables; counts what was made

    std::vector<models::ReferralId> families;
    models::ProgramId first, second;
    std::map<Made, int> made; // of what the log holds

private:
    void check_need(models::ReferralId, std::int64_t promised);
    void check_capacity(models::ProgramId, const store::CapacityRow& sum);
    static void check_twins(const std::vector<server::offers::OfferRow>&);
    bool is_told_by_consent(const server::offers::OfferRow&);
    std::map<models::ReferralId, std::pair<std::int64_t, models::Need>> needs_; // with their facts' version
};

} // namespace given
