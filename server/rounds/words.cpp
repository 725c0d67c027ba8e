#include "server/programs/words.hpp"
#include "server/html/format.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/library.hpp"
#include "server/rounds/views.hpp"
#include <nlohmann/json.hpp>

namespace server::rounds {

using namespace models;
using html::Words;
using nlohmann::json;

std::string tenths(std::int64_t value)
{
    const auto positive = value < 0 ? -value : value;
    return (value < 0 ? "-" : "") + html::whole_number(positive / 10) + "." + std::to_string(positive % 10);
}

std::string share_text(std::int64_t part, std::int64_t whole)
{
    return whole <= 0 ? "–" : tenths(part * 1000 / whole) + " %";
}

std::string tier_name(const Words& words, std::int64_t tier)
{
    return words.say("rounds.tier." + std::to_string(tier));
}

std::string program_name(const Words& words, const programs::Programs& all, ProgramId id)
{
    const auto* program = programs::find(all, id);
    return program ? programs::name_in(words.language, program->name) : to_text(id);
}

static NeedUnit unit_of(const Library& library, const std::string& need_type)
{
    for (const auto& type : library.need_types)
        if (type.code == need_type) return type.unit;
    return NeedUnit::fen;
}

std::string award_text(const Words& words, const Library& library, const store::RoundAwardRow& row)
{
    const auto unit = unit_of(library, row.need_type);
    if (unit == NeedUnit::fen)
        return words.say("rounds.yuan", {{"yuan", html::yuan_short(Money{row.award})}});
    return html::whole_number(row.award) + " " + words.say("unit.need." + std::string(name_of(unit)));
}

std::string place_name(const Library& library, Area village)
{
    const auto* township = library.divisions->find(part_of(village, AreaLevel::township));
    return township ? township->name : library.divisions->path(village);
}

static const char* style_of(RoundState state)
{
    switch (state) {
    case RoundState::queued:
    case RoundState::running: return "tag-soft";
    case RoundState::proposed: return "tag-warn";
    case RoundState::approved: return "tag-ok";
    case RoundState::failed: return "tag-bad";
    case RoundState::discarded:
    case RoundState::cancelled: return "tag-idle";
    }
    return "";
}

json head_view(const Call& call, const AllocationRound& round)
{
    const auto words = programs::words_of(*call.library, call.language);
    const std::string state(name_of(round.state));
    return {{"id", to_text(round.id)},
            {"name", round.name},
            {"area", html::area_name(words, round.area)},
            {"style", style_of(round.state)},
            {"state_label", words.say("rounds.state." + state)},
            {"opened", html::minute(call.language, round.opened_at)},
            {"awards_count", words.one_or_many("rounds.list.awards", round.awards)}};
}

} // namespace server::rounds
