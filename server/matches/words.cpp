#include "server/matches/words.hpp"
#include "server/html/format.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

namespace server::matches {

using namespace matching;
using namespace models;
using html::Words;

namespace {

std::int64_t permille_of(const Candidate& candidate, Factor factor)
{
    return candidate.score.permille[static_cast<std::size_t>(factor)];
}

std::string yuan_words(const Words& words, Money amount)
{
    return words.say("value.fen", {{"yuan", html::yuan(amount)}});
}

std::string code_of(const Ground& ground, const Subject& subject, Fact fact)
{
    const auto found = find(ground, subject, fact);
    const auto* code = found.value ? std::get_if<Code>(&*found.value) : nullptr;
    return code ? code->text : std::string();
}

bool is_service(const AwardAmount& amount)
{
    return std::holds_alternative<ItemAward>(amount) || std::holds_alternative<ServiceAward>(amount);
}

std::string fit_words(const Words& words, const Program& program, const Need& need)
{
    const auto label = words.say("need." + need.type);
    if (program.priority.by_points) return words.say("matches.why.points", {{"need", label}});
    const auto purpose = std::ranges::find(program.purposes, need.type, &Purpose::need);
    const bool main = purpose != program.purposes.end() && purpose->main;
    return words.say(main ? "matches.why.main" : "matches.why.side", {{"need", label}});
}

// The classes of proximity in score.cpp, nearest first.
std::string near_words(const Words& words, std::int64_t permille)
{
    constexpr std::pair<std::int64_t, const char*> kClasses[] = {
        {1000, "village"}, {950, "township"}, {900, "county"}, {600, "prefecture"}};
    for (const auto& [from, name] : kClasses)
        if (permille >= from) return words.say(std::string("matches.why.near.") + name);
    return {};
}

// An aid, or a program of the snapshot by its name.
std::string aid_words(const Words& words, const Snapshot& snapshot, const std::string& code)
{
    const auto& programs = snapshot.programs();
    const auto program = std::ranges::find(programs, code, &Program::code);
    if (program != programs.end()) return programs::name_in(words.language, program->name);
    return html::word(words.messages, words.language, "aid", code);
}

std::string full_words(const Words& words, const Program& program, const char* what)
{
    return words.say(std::string("matches.obstacle.") + what +
                     (program.keeps_waitlist ? ".waitlist" : ".full"));
}

} // namespace

std::string percent_text(std::int64_t permille) { return std::to_string(permille / 10) + "%"; }

std::string person_words(const Words& words, const Ground& ground, const Family& family, std::int64_t member)
{
    const auto& members = family.household.members;
    const auto whose = std::ranges::find(members, member, &Member::number);
    if (member == 0 || whose == members.end()) return {};
    const Subject subject{&family, nullptr, &*whose};
    const auto relation = code_of(ground, subject, Fact::relation);
    if (relation == "self" || (relation.empty() && member == 1)) return words.say("matches.person.self");
    const auto general = "matches.person." + (relation.empty() ? std::string("other") : relation);
    const auto exact = general + "." + code_of(ground, subject, Fact::sex);
    const auto who = words.say(words.messages.has(exact) ? exact : general);
    const auto age = find(ground, subject, Fact::age);
    if (age.known != Known::yes || !age.value) return words.say("matches.person.ageless", {{"who", who}});
    return words.say("matches.person.aged",
                     {{"who", who}, {"age", std::to_string(std::get<std::int64_t>(*age.value))}});
}

std::string need_words(const Words& words, const Found& found, const Candidate& candidate)
{
    const auto& need = found.need(candidate);
    const auto person = person_words(words, found.snapshot.ground(), found.family(), need.member);
    const auto label = words.say("need." + need.type);
    return person.empty() ? label : words.say("matches.need_of", {{"need", label}, {"person", person}});
}

std::string factor_label(const Words& words, Factor factor)
{
    return words.say("matches.factor." + std::string(name_of(factor)));
}

std::string award_words(const Words& words, const Program& program, const AwardFound& award)
{
    const auto& cases = program.award.cases;
    const bool has_case = award.award_case < cases.size();
    if (has_case && award.known && is_service(cases[award.award_case].amount)) {
        Award one;
        one.cases.push_back({{}, cases[award.award_case].amount});
        return programs::award_in_short(words, one);
    }
    if (award.high.fen == 0) return words.say("matches.award.open");
    if (award.low == award.high) return yuan_words(words, award.high);
    if (award.low.fen == 0) return words.say("matches.award.up_to", {{"high", html::yuan(award.high)}});
    return words.say("matches.award.range",
                     {{"low", html::yuan(award.low)}, {"high", html::yuan(award.high)}});
}

std::string award_share(const Words& words, const Need& need, const Candidate& candidate)
{
    const auto residual = residual_of(need);
    const bool covers = candidate.award.high.fen > 0 && permille_of(candidate, Factor::coverage) >= 10;
    if (need.unit != NeedUnit::fen || !residual || !covers) return {};
    return words.say("matches.award.share",
                     {{"need", words.say("need." + need.type)},
                      {"residual", html::yuan_short(Money{*residual})},
                      {"percent", percent_text(permille_of(candidate, Factor::coverage))}});
}

std::string room_words(const Words& words, const Program& program)
{
    std::vector<std::string> left, parts;
    const auto& room = program.room;
    if (room.places_left) left.push_back(words.one_or_many("matches.room.places", *room.places_left));
    if (room.budget_left)
        left.push_back(words.say("value.fen", {{"yuan", html::yuan_short(*room.budget_left)}}));
    if (!left.empty())
        parts.push_back(
            words.say("matches.room.left", {{"what", words.join(left, "join.comma", "join.comma")}}));
    if (program.record.answered > 0)
        parts.push_back(words.one_or_many("matches.room.days", program.record.median_days_to_first_help));
    return words.join(parts, "matches.join.dot", "matches.join.dot");
}

std::string why(const Words& words, const Program& program, const Need& need, const Candidate& candidate)
{
    std::vector<std::string> clauses{fit_words(words, program, need)};
    if (auto nearness = near_words(words, permille_of(candidate, Factor::proximity)); !nearness.empty())
        clauses.push_back(std::move(nearness));
    const bool covers = candidate.award.high.fen > 0 && permille_of(candidate, Factor::coverage) >= 10;
    if (need.unit == NeedUnit::fen && residual_of(need) && covers)
        clauses.push_back(
            words.say(candidate.award.known ? "matches.why.covers" : "matches.why.covers_at_least",
                      {{"percent", percent_text(permille_of(candidate, Factor::coverage))}}));
    if (candidate.priority_group && !program.priority.by_points) {
        const auto& group = program.priority.groups[*candidate.priority_group];
        clauses.push_back(
            words.say("matches.why.group",
                      {{"group", programs::name_in(words.language, {group.label, group.label_en})}}));
    }
    auto text = words.join(clauses, "matches.join.clauses", "matches.join.clauses");
    return words.say("matches.why.sentence", {{"clauses", std::move(text)}});
}

std::string obstacle_words(const Words& words, const Snapshot& snapshot, const Program& program,
                           const ObstacleFound& found)
{
    const auto key = "matches.obstacle." + std::string(name_of(found.what));
    switch (found.what) {
    case Obstacle::opens_later:
    case Obstacle::window_over:
        if (!found.when) return words.say("matches.obstacle.not_open");
        return words.say(key, {{"when", html::minute(words.language, *found.when)}});
    case Obstacle::no_places: return full_words(words, program, "no_places");
    case Obstacle::no_budget: return full_words(words, program, "no_budget");
    case Obstacle::area_unknown:
        return words.say(key, {{"what", words.say("served." + std::string(name_of(program.served_of)))}});
    case Obstacle::already_has:
    case Obstacle::excluded: return words.say(key, {{"aid", aid_words(words, snapshot, found.detail)}});
    case Obstacle::below_minimum:
        return words.say(key, {{"amount", html::yuan_short(program.award.minimum)}});
    case Obstacle::not_applicant: return hint_words(words, program);
    case Obstacle::paused:
    case Obstacle::outside_area:
    case Obstacle::cap_used:
    case Obstacle::no_award_case: break;
    }
    return words.say(key);
}

std::string hint_words(const Words& words, const Program& program)
{
    if (program.by_list) return words.say("applicant.hint.list");
    return words.say("applicant.hint." + std::string(name_of(program.applicant)));
}

} // namespace server::matches
