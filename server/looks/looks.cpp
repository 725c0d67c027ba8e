#include "server/looks/looks.hpp"
#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/offers.hpp"
#include "models/store/programs.hpp"
#include "server/html/fields.hpp"
#include "server/html/format.hpp"
#include <algorithm>
#include <map>

namespace server::looks {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

struct Kind {
    std::string_view event, what; // message look.what.<what>
    std::string_view reasons = {};
};
constexpr Kind kKinds[] = {{"referral.read", "read"},
                           {"referral.printed", "printed"},
                           {"household.revealed", "revealed", "referral.reveal.reason."},
                           {"offer.read", "offer"},
                           {"offer.fields_opened", "fields", "offer.open_for."},
                           {"offer.file_opened", "fields", "offer.open_for."},
                           {"attachment.read", "attachment"},
                           {"objection.read", "objection"},
                           {"family.exported", "exported"},
                           {"referral.exported", "exported"},
                           {"family.sign_in", "family"}};

const Kind* kind_of(const std::string& event)
{
    const auto* const found = std::ranges::find(kKinds, event, &Kind::event);
    return found == std::end(kKinds) ? nullptr : found;
}

// Of the referral itself and of its offers.
std::vector<store::AuditEvent> events_of(store::Reader& db, ReferralId id)
{
    auto all = store::list_audit(db, to_text(id));
    for (const auto& offer : store::offers_of(db, id))
        for (auto& event : store::list_audit(db, to_text(offer.id))) all.push_back(std::move(event));
    std::erase_if(all, [](const store::AuditEvent& event) { return kind_of(event.event) == nullptr; });
    std::ranges::sort(all, std::ranges::greater(), &store::AuditEvent::at);
    return all;
}

class Offices {
public:
    Offices(store::Reader& db, const Words& words) : db_(db), words_(words) {}

    std::string name_of(AccountId id)
    {
        const auto [at, is_new] = known_.try_emplace(id.value);
        if (is_new) at->second = find(id);
        return at->second;
    }

private:
    std::string find(AccountId id)
    {
        if (!id) return words_.say("look.who.family");
        const auto row = store::find_account(db_, id);
        if (!row) return words_.say("look.who.unknown");
        const auto& actor = row->actor;
        if (const auto organization = store::find_organization(db_, actor.organization))
            return organization->name;
        const auto place = actor.area ? words_.divisions.path(actor.area, AreaLevel::county) : std::string();
        return words_.messages.text(words_.language, "look.who." + std::string(models::name_of(actor.role)),
                                    {{"place", place}});
    }

    store::Reader& db_;
    const Words& words_;
    std::map<std::int64_t, std::string> known_;
};

std::string why_of(const Words& words, const Kind& kind, const std::string& facts)
{
    const auto told = json::parse(facts, nullptr, false);
    if (kind.reasons.empty() || !told.is_object() || !told.contains("reason")) return {};
    const auto key = std::string(kind.reasons) + told["reason"].get<std::string>();
    return words.messages.has(key) ? words.say(key) : std::string();
}

} // namespace

json looks_at(store::Reader& db, const Words& words, ReferralId id)
{
    Offices offices(db, words);
    std::vector<std::pair<json, int>> looks;
    for (const auto& event : events_of(db, id)) {
        const auto& kind = *kind_of(event.event);
        json look{{"day", html::day(words.language, day_of(event.at))},
                  {"who", offices.name_of(event.by)},
                  {"what", words.say("look.what." + std::string(kind.what))},
                  {"why", html::text_part(why_of(words, kind, event.facts))}};
        const auto same = std::ranges::find(looks, look, &std::pair<json, int>::first);
        if (same != looks.end())
            ++same->second;
        else
            looks.emplace_back(std::move(look), 1);
    }
    json rows = json::array();
    for (auto& [look, times] : looks) {
        look["times"] = html::text_part(times > 1 ? words.one_or_many("look.times", times) : "");
        rows.push_back(std::move(look));
    }
    return rows;
}

} // namespace server::looks
