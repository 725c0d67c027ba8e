#include "server/html/format.hpp"
#include "server/offers/words.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/views_parts.hpp"

namespace server::referrals {

using nlohmann::json;
using namespace models;

json offers_view(const Scene& scene, const std::vector<OfferLine>& offers)
{
    const auto& words = scene.words;
    // Only a county officer offers; the others read that it waits.
    const bool may_offer = scene.call.actor.role == Role::county;
    json rows = json::array();
    for (const auto& line : offers) {
        const bool waits = !line.state;
        Need need;
        need.unit = line.unit;
        rows.push_back({{"in_line", text_part(offers::line_words(words, line.line))},
                        {"open", !waits || may_offer ? json{{"href", line.href}} : json()},
                        {"program", programs::name_in(words.language, line.program)},
                        {"need", words.say("need." + line.need)},
                        {"amount", amount_words(words, need, line.units)},
                        {"state", waits ? "draft" : std::string(name_of(*line.state))},
                        {"state_label", waits ? words.say("referral.offers.planned")
                                              : offers::state_words(words, *line.state, line.unable)}});
    }
    return rows_part(std::move(rows));
}

} // namespace server::referrals
