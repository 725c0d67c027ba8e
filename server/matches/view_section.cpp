#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/http/library.hpp"
#include "server/matches/view_parts.hpp"
#include "server/matches/views.hpp"
#include "server/matches/ways.hpp"
#include "server/matches/words.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/service.hpp"
#include <algorithm>
#include <set>

namespace server::matches {

using nlohmann::json;
using namespace matching;
using namespace models;
using html::Words;

namespace {

json cards(const Scene& scene, Standing standing, std::size_t first_rank)
{
    json all = json::array();
    for (const auto& candidate : scene.found.candidates)
        if (candidate.standing == standing) all.push_back(card(scene, candidate, first_rank++));
    return all;
}

// The best ones lie open, the others folded away below them.
json more_part(const Words& words, json rest)
{
    if (rest.empty()) return json::array();
    const auto title = words.one_or_many("matches.more", std::ssize(rest));
    return json::array({{{"title", title}, {"fits", std::move(rest)}}});
}

json near_part(const Scene& scene)
{
    json rows = json::array();
    for (const auto& candidate : scene.found.candidates) {
        if (candidate.standing != Standing::near) continue;
        const auto failed = failed_row(scene, candidate);
        auto row = program_part(scene.words, scene.found.program(candidate.program));
        row.erase("organization");
        row["condition"] = failed.condition;
        row["requirement"] = failed.requirement;
        row["finding"] = failed.finding;
        row["difference"] = failed.difference;
        row["ways"] = ways_part(scene, candidate, 2);
        rows.push_back(std::move(row));
    }
    if (rows.empty()) return json::array();
    const auto count = std::ssize(rows);
    return json::array({{{"count", scene.words.one_or_many("matches.near.count", count)}, {"rows", rows}}});
}

json hint_part(const Scene& scene)
{
    json rows = json::array();
    for (const auto& candidate : scene.found.candidates) {
        if (candidate.standing != Standing::hint) continue;
        const auto& program = scene.found.program(candidate.program);
        auto row = program_part(scene.words, program);
        row["who"] = hint_words(scene.words, program);
        rows.push_back(std::move(row));
    }
    return rows.empty() ? json::array() : json::array({{{"rows", rows}}});
}

std::vector<std::string> reasons_of(const Scene& scene, const Candidate& candidate)
{
    std::vector<std::string> reasons;
    for (const auto& row : rule_rows(scene, explain(scene.found.snapshot, candidate)))
        if (row.verdict == Verdict::no)
            reasons.push_back(scene.words.say(
                "matches.no.reason",
                {{"condition", row.condition}, {"requirement", row.requirement}, {"finding", row.finding}}));
    if (reasons.empty()) reasons.push_back(scene.words.say("matches.obstacle.no_award_case"));
    return reasons;
}

json refused_part(const Scene& scene)
{
    json rows = json::array();
    for (const auto& candidate : scene.found.candidates) {
        if (candidate.standing != Standing::no) continue;
        auto row = program_part(scene.words, scene.found.program(candidate.program));
        row["reasons"] = lines(reasons_of(scene, candidate));
        row["ways"] = ways_part(scene, candidate, 1);
        rows.push_back(std::move(row));
    }
    if (rows.empty()) return json::array();
    const auto count = std::ssize(rows);
    return json::array({{{"title", scene.words.one_or_many("matches.no.title", count)}, {"rows", rows}}});
}

json asked_part(const Scene& scene, json asked)
{
    if (asked.empty()) return json::array();
    const auto count = std::ssize(asked);
    return json::array(
        {{{"count", scene.words.one_or_many("matches.asked.count", count)}, {"cards", std::move(asked)}}});
}

// How a score comes about: each factor's question and weight, and what is equal for all programs.
json score_note(const Scene& scene)
{
    const auto& words = scene.words;
    const auto& policy = *scene.found.snapshot.ground().policy;
    json factors = json::array();
    for (const auto& [factor, name] : kNames<Factor>)
        factors.push_back({{"label", factor_label(words, factor)},
                           {"about", words.say("matches.about." + std::string(name))},
                           {"weight", std::to_string(policy.weights[static_cast<std::size_t>(factor)])}});
    std::vector<std::string> hardships;
    for (const auto i : severity_of(scene.found.snapshot, {0}).hardships)
        hardships.push_back(html::word(words.messages, words.language, "hardship", policy.hardships[i].name));
    auto held =
        hardships.empty() ? words.say("rule.none") : words.join(hardships, "join.comma", "join.comma");
    return {{"factors", factors},
            {"hardships", words.say("matches.note.hardships", {{"what", std::move(held)}})},
            {"policy", words.say("matches.note.policy", {{"version", policy.version}})}};
}

json questions_part(const Scene& scene, const AskedOf& asked)
{
    const auto& questions = scene.found.questions;
    if (questions.empty()) return json::array();
    auto first = question_part(scene, asked, questions.front());
    json later = json::array();
    for (std::size_t i = 1; i < questions.size(); ++i)
        later.push_back(question_part(scene, asked, questions[i]));
    first["later"] = later.empty() ? json::array() : json::array({{{"questions", std::move(later)}}});
    return json::array({std::move(first)});
}

// Programs are counted once, however many needs they fit: each of those is a row.
std::string count_words(const Scene& scene, std::size_t rows)
{
    const auto& programs = scene.found.snapshot.programs();
    const auto open = std::ranges::count(programs, ProgramState::open, &Program::state);
    std::set<std::size_t> fitting;
    for (const auto& candidate : scene.found.candidates)
        if (candidate.standing == Standing::fits) fitting.insert(candidate.program.value);
    return scene.words.say(
        "matches.title.count",
        {{"fits", scene.words.one_or_many("matches.title.fits", std::ssize(fitting))},
         {"rows", scene.words.one_or_many("matches.title.rows", static_cast<std::int64_t>(rows))},
         {"open", scene.words.one_or_many("matches.title.open", open)}});
}

// Of which day all of it is, and the field that asks for another.
json day_part(const Call& call, const Words& words, const Matched& matched)
{
    const auto& [then, wrong] = matched.day;
    const auto shown = html::day(words.language, then ? day_of(*then) : call.today());
    const auto page = "/referrals/" + to_text(matched.referral.id);
    const auto& first = matched.referral.reported_at;
    json day{{"sentence", words.say(then ? "matches.day.then" : "matches.day.now", {{"day", shown}})},
             {"open", then || wrong},
             {"action", page + "#day"},
             {"value", then ? to_text(day_of(*then)) : call.query.text("as_of")},
             {"min", first ? to_text(day_of(*first)) : std::string()},
             {"max", to_text(call.today())},
             {"problem", nullptr},
             {"past", nullptr}};
    if (wrong) day["problem"] = {{"text", html::sentence(words.messages, words.language, *wrong)}};
    if (then) day["past"] = {{"now_href", page + "#day"}};
    return day;
}

} // namespace

// A county officer, of a referral that is confirmed, as it is now.
static std::string offer_path(const Call& call, const Matched& matched)
{
    const auto& referral = matched.referral;
    if (call.actor.role != Role::county || matched.day.then || !is_live(referral.state)) return {};
    return "/referrals/" + to_text(referral.id) + "/offer";
}

json section_view(const Call& call, const Matched& matched)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto found = find_programs(matched.programs, matched.family);
    const Scene scene{words, found, offer_path(call, matched)};
    const AskedOf asked{matched.referral, referrals::may_answer(call.actor, matched.referral)};
    auto fits = cards(scene, Standing::fits, 1);
    const auto fitting = fits.size();
    json view;
    view["day"] = day_part(call, words, matched);
    view["count"] = count_words(scene, fitting);
    // Nothing can be told to a day that is over.
    view["question"] = matched.day.then ? json::array() : questions_part(scene, asked);
    view["none_fit"] = fits.empty() && !matched.day.then;
    view["none_then"] = fits.empty() && matched.day.then;
    constexpr std::size_t kOpen = 5;
    json rest = json::array();
    for (auto i = kOpen; i < fits.size(); ++i) rest.push_back(std::move(fits[i]));
    if (fits.size() > kOpen) fits.erase(fits.begin() + kOpen, fits.end());
    view["some_fit"] = fits.empty() ? json::array() : json::array({{{"fits", std::move(fits)}}});
    view["more_fit"] = more_part(words, std::move(rest));
    view["asked"] = asked_part(scene, cards(scene, Standing::to_be_asked, fitting + 1));
    view["note"] = json::array({score_note(scene)});
    view["near"] = near_part(scene);
    view["hints"] = hint_part(scene);
    view["refused"] = refused_part(scene);
    return view;
}

} // namespace server::matches
