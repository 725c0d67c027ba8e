#include "models/identity.hpp"
#include "server/http/library.hpp"
#include "server/matches/match_json.hpp"
#include "server/matches/program_matches.hpp"
#include "server/matches/words.hpp"
#include "server/programs/words.hpp"
#include <algorithm>
#include <set>

namespace server::matches {

using nlohmann::json;
using namespace matching;
using namespace models;
using html::Words;

namespace {

const Need& need_of(const Listed& list, const Candidate& candidate)
{
    return list.ranked.family(candidate).household.needs.at(candidate.need);
}

std::string contact_name(const referrals::Case& found)
{
    const auto& members = found.household().members;
    return members.empty() ? std::string() : masked_name(members.front().name.reveal());
}

// Facts that would settle it: 手术情况、户籍地.
std::string missing_words(const Words& words, const Listed& list, const Candidate& candidate)
{
    std::vector<std::string> labels;
    for (const auto& leaf : explain(list.ranked.snapshot, candidate).missing) {
        auto label = html::fact_label(words.messages, words.language, leaf.leaf->fact);
        if (std::ranges::find(labels, label) == labels.end()) labels.push_back(std::move(label));
    }
    if (labels.empty()) return {};
    return words.say("matches.program.missing", {{"facts", words.join(labels, "join.comma", "join.comma")}});
}

std::vector<std::string> notes_of(const Words& words, const Listed& list, const Candidate& candidate)
{
    std::vector<std::string> notes;
    for (const auto& found : candidate.obstacles)
        notes.push_back(obstacle_words(words, list.ranked.snapshot, list.program, found));
    if (auto missing = missing_words(words, list, candidate); !missing.empty())
        notes.push_back(std::move(missing));
    return notes;
}

json row_view(const Words& words, const Listed& list, const Row& row)
{
    const auto& [candidate, found, rank] = row;
    const auto& need = need_of(list, candidate);
    const auto& family = list.ranked.family(candidate);
    const auto person = person_words(words, list.ranked.snapshot.ground(), family, need.member);
    const auto label = words.say("need." + need.type);
    return {{"rank", std::to_string(rank)},
            {"href", "/referrals/" + to_text(found.referral.id) + "#matches"},
            {"name", contact_name(found)},
            {"reference", found.referral.reference},
            {"area", html::area_name(words, found.referral.village)},
            {"urgent", found.referral.urgency == Urgency::urgent},
            {"need",
             person.empty() ? label : words.say("matches.need_of", {{"need", label}, {"person", person}})},
            {"award", award_words(words, list.program, candidate.award)},
            {"total", std::to_string(shown_total(candidate.score))},
            {"fits", candidate.standing == Standing::fits},
            {"to_be_asked", candidate.standing == Standing::to_be_asked},
            {"near", candidate.standing == Standing::near},
            {"hint", candidate.standing == Standing::hint},
            {"notes", lines_part(notes_of(words, list, candidate))}};
}

json row_json(const Words& words, const Listed& list, const Row& row)
{
    const auto& [candidate, found, rank] = row;
    const auto& need = need_of(list, candidate);
    json missing = json::array();
    for (const auto& leaf : explain(list.ranked.snapshot, candidate).missing) {
        json one{{"fact", row_of(leaf.leaf->fact).name},
                 {"member", leaf.member > 0 ? json(leaf.member) : json()}};
        if (std::ranges::find(missing, one) == missing.end()) missing.push_back(std::move(one));
    }
    const bool hint = candidate.standing == Standing::hint;
    return {{"rank", rank},
            {"referral",
             {{"id", to_text(found.referral.id)},
              {"reference", found.referral.reference},
              {"state", name_of(found.referral.state)},
              {"urgency", name_of(found.referral.urgency)},
              {"village", to_text(found.referral.village)}}},
            {"need",
             {{"position", candidate.need},
              {"type", need.type},
              {"member", need.member > 0 ? json(need.member) : json()}}},
            {"standing", name_of(candidate.standing)},
            {"verdict", name_of(candidate.verdict)},
            {"obstacles", obstacles_json(words, list.ranked.snapshot, list.program, candidate)},
            {"award", award_json(words, list.program, candidate.award)},
            {"score", hint ? json() : score_json(candidate.score)},
            {"missing", std::move(missing)}};
}

// A family stands in as many rows as it has needs of the kind.
std::string count_words(const Words& words, const Listed& list)
{
    std::set<std::size_t> families;
    for (const auto& candidate : list.ranked.candidates) families.insert(candidate.family.value);
    return words.say(
        "matches.program.counts",
        {{"families", words.one_or_many("matches.program.count", std::ssize(families))},
         {"rows", words.one_or_many("matches.program.rows", std::ssize(list.ranked.candidates))}});
}

} // namespace

json program_view(const Call& call, const Listed& list)
{
    const auto words = programs::words_of(*call.library, call.language);
    auto view = program_part(words, list.program);
    view["page_title"] = words.say("matches.program.title", {{"name", view["name"].get<std::string>()}});
    view["title"] = view["page_title"];
    view["award"] = programs::award_in_short(words, list.program.award);
    view["count"] = count_words(words, list);
    view["none"] = list.rows.empty();
    view["rows"] = json::array();
    for (const auto& row : list.rows) view["rows"].push_back(row_view(words, list, row));
    view["some"] = !list.rows.empty();
    view["next"] = list.next == 0 ? json::array() : json::array({{{"href", next_page_of(call, list.next)}}});
    return view;
}

json program_list_json(const Call& call, const Listed& list)
{
    const auto words = programs::words_of(*call.library, call.language);
    json items = json::array();
    for (const auto& row : list.rows) items.push_back(row_json(words, list, row));
    return {{"program", to_text(list.program.id)},
            {"as_of", to_text(list.ranked.snapshot.ground().as_of)},
            {"policy", list.ranked.snapshot.ground().policy->version},
            {"note", words.say("matches.title.people_decide")},
            {"items", std::move(items)},
            {"total", list.ranked.candidates.size()}};
}

} // namespace server::matches
