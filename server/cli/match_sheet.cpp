#include "server/cli/match_sheet.hpp"
#include "server/html/format.hpp"
#include "server/matches/ways.hpp"
#include "server/matches/words.hpp"
#include "server/programs/words.hpp"
#include <algorithm>
#include <ostream>

namespace server::cli {

using namespace matching;
using namespace models;

namespace {

constexpr std::size_t kRank = 3, kTotal = 4, kBar = 25, kName = 38, kAward = 28;
constexpr std::size_t kIndent = kRank + kTotal + kBar + 2;
constexpr std::size_t kNearName = 34, kWhere = 24, kRequired = 34, kHas = 22;

std::string bar_of(int total)
{
    const auto full = static_cast<std::size_t>(std::clamp(total, 0, 100)) * kBar / 100;
    return std::string(full, '#') + std::string(kBar - full, '-');
}

std::vector<const Candidate*> worth_a_look(const matches::Found& found)
{
    std::vector<const Candidate*> all;
    for (const auto& candidate : found.candidates)
        if (candidate.standing == Standing::fits || candidate.standing == Standing::to_be_asked)
            all.push_back(&candidate);
    return all;
}

std::string counted(const matches::Found& found, Standing standing)
{
    return std::to_string(std::ranges::count(found.candidates, standing, &Candidate::standing));
}

} // namespace

std::string MatchSheet::say(const std::string& key, std::map<std::string, std::string> values) const
{
    return words_.say("terminal." + key, std::move(values));
}

void MatchSheet::line(const std::string& text) const
{
    out_ << text.substr(0, text.find_last_not_of(' ') + 1) << '\n';
}

void MatchSheet::head() const
{
    const auto& ground = scene_.found.snapshot.ground();
    const auto& programs = scene_.found.snapshot.programs();
    line(paint_(Paint::faint,
                say("head", {{"place", html::area_name(words_, scene_.found.family().household.village)},
                             {"day", to_text(day_of(ground.as_of))},
                             {"policy", ground.policy->version},
                             {"open", std::to_string(std::ranges::count(programs, ProgramState::open,
                                                                        &Program::state))}})));
}

std::vector<std::string> MatchSheet::labels() const
{
    std::vector<std::string> all;
    for (const auto& box : matches::score_boxes(words_, *scene_.found.snapshot.ground().policy, {}))
        all.push_back(box["label"].get<std::string>());
    all.back() = say("equal");
    return all;
}

std::size_t MatchSheet::box_width() const
{
    std::size_t widest = 5;
    for (const auto& label : labels()) widest = std::max(widest, display_width(label));
    return widest + 1;
}

void MatchSheet::head_of_candidates() const
{
    std::string heads;
    for (auto& label : labels()) heads += right(std::move(label), box_width());
    line();
    line(paint_(Paint::strong, left(say("fits"), kIndent + kName)) + paint_(Paint::faint, heads));
}

std::string MatchSheet::boxes(const Score& score) const
{
    std::string text;
    for (const auto& box : matches::score_boxes(words_, *scene_.found.snapshot.ground().policy, score))
        text += right(box["points"].get<std::string>(), box_width());
    return text;
}

// Meaning is in the words; color only repeats it: 符合 6/6; 待核实 1/6.
std::string MatchSheet::verdicts(const std::vector<matches::RuleRow>& rows) const
{
    const auto unknown = std::ranges::count(rows, Verdict::unknown, &matches::RuleRow::verdict);
    const auto all = std::to_string(rows.size());
    if (unknown > 0)
        return paint_(Paint::ask, say("unknown", {{"share", std::to_string(unknown) + "/" + all}}));
    return paint_(Paint::good, say("yes", {{"share", all + "/" + all}}));
}

void MatchSheet::candidate(const Candidate& candidate, std::size_t rank) const
{
    const auto& found = scene_.found;
    const auto& program = found.program(candidate.program);
    const auto total = shown_total(candidate.score);
    const auto rows = matches::rule_rows(scene_, explain(found.snapshot, candidate));
    const std::string indent(kIndent, ' ');
    line(left(std::to_string(rank), kRank) + paint_(Paint::strong, left(std::to_string(total), kTotal)) +
         paint_(Paint::bar, bar_of(total)) + "  " +
         paint_(Paint::strong, left(narrow(programs::name_in(words_.language, program.name)), kName)) +
         boxes(candidate.score));
    line(indent + left(program.organization_name, kName) +
         left(narrow(matches::award_words(words_, program, candidate.award)), kAward) + " " + verdicts(rows));
    line(indent + matches::why(words_, program, found.need(candidate), candidate));
    for (const auto& obstacle : matches::obstacles_in_words(scene_, candidate))
        line(indent + paint_(Paint::ask, "! " + obstacle));
    if (matches::passes_the_line(found, candidate))
        line(indent + paint_(Paint::ask, "! " + words_.say("matches.caution.line")));
    line();
}

void MatchSheet::candidates() const
{
    const auto all = worth_a_look(scene_.found);
    head_of_candidates();
    if (all.empty()) line("  " + say("none"));
    for (std::size_t i = 0; i < all.size(); ++i) candidate(*all[i], i + 1);
}

void MatchSheet::near_misses() const
{
    bool first = true;
    for (const auto& candidate : scene_.found.candidates) {
        if (candidate.standing != Standing::near) continue;
        if (first)
            line(paint_(Paint::strong, left(say("near"), kNearName)) +
                 paint_(Paint::faint, left(say("where"), kWhere) + left(say("required"), kRequired) +
                                          left(say("has"), kHas) + say("difference")));
        first = false;
        const auto& program = scene_.found.program(candidate.program);
        const auto row = matches::failed_row(scene_, candidate);
        line("  " + paint_(Paint::bad, "x") + " " +
             left(narrow(programs::name_in(words_.language, program.name)), kNearName - 5) + " " +
             left(narrow(row.condition), kWhere - 1) + " " + left(narrow(row.requirement), kRequired - 1) +
             " " + left(narrow(row.finding), kHas - 1) + " " + paint_(Paint::faint, row.difference));
    }
    if (!first) line();
}

void MatchSheet::questions() const
{
    if (scene_.found.questions.empty()) return;
    line(paint_(Paint::strong, say("ask")));
    for (const auto& question : scene_.found.questions) {
        line("  " + paint_(Paint::ask, "?") + " " + matches::question_words(scene_, question));
        for (const auto& [answer, effect] : matches::answers_in_words(scene_, question))
            line("    - " + say("answer", {{"answer", answer}, {"effect", effect}}));
    }
    line();
}

void MatchSheet::needs() const
{
    std::vector<std::string> parts;
    Money sum;
    for (const auto& need : scene_.found.family().household.needs) {
        const auto residual = need.unit == NeedUnit::fen ? residual_of(need) : std::nullopt;
        if (!residual) continue;
        sum = sum + Money{*residual};
        parts.push_back(words_.say("need." + need.type) + " " + html::yuan(Money{*residual}));
    }
    if (parts.empty()) return;
    line(paint_(Paint::strong, say("left")) + "  " + words_.join(parts, "terminal.gap", "terminal.gap"));
    line(std::string(display_width(say("left")) + 2, ' ') +
         paint_(Paint::strong, say("sum", {{"amount", html::yuan(sum)}})));
}

void MatchSheet::explained(std::size_t rank) const
{
    const auto all = worth_a_look(scene_.found);
    if (rank > all.size()) return line(say("no_such_rank", {{"rank", std::to_string(rank)}}));
    const auto& candidate = *all[rank - 1];
    const auto& program = scene_.found.program(candidate.program);
    line(paint_(Paint::strong,
                std::to_string(rank) + ". " + programs::name_in(words_.language, program.name)));
    rules(candidate);
    line();
}

void MatchSheet::rules(const Candidate& candidate) const
{
    for (const auto& row : matches::rule_rows(scene_, explain(scene_.found.snapshot, candidate))) {
        const bool holds = row.verdict == Verdict::yes;
        const auto verdict = words_.say("matches.verdict." + std::string(name_of(row.verdict)));
        line("  " + paint_(holds ? Paint::good : Paint::ask, left(verdict, 14)) + row.condition);
        line("  " + std::string(14, ' ') + words_.say("matches.rule.requirement") + " " +
             narrow(row.requirement));
        line("  " + std::string(14, ' ') + words_.say("matches.rule.finding") + " " + row.finding);
    }
}

void MatchSheet::pair(const Candidate& candidate) const
{
    const auto& found = scene_.found;
    const auto& program = found.program(candidate.program);
    line(paint_(Paint::strong, programs::name_in(words_.language, program.name)) + "  " +
         paint_(Paint::faint, program.organization_name));
    line(matches::need_words(words_, found, candidate) + "  " +
         say("standing." + std::string(name_of(candidate.standing))) + "  " +
         matches::award_words(words_, program, candidate.award));
    for (const auto& obstacle : matches::obstacles_in_words(scene_, candidate))
        line("  " + paint_(Paint::ask, "! " + obstacle));
    rules(candidate);
    const bool refused = candidate.standing == Standing::no || candidate.standing == Standing::near;
    if (!refused) return;
    line();
    line(paint_(Paint::strong, say("separates")));
    const auto ways = matches::ways_to(scene_, candidate);
    for (const auto& way : matches::ways_in_words(scene_, ways, ways.ways.size()))
        line("  " + paint_(Paint::ask, way.label) + "  " + way.text);
    if (ways.ways.empty()) line("  " + say(ways.all ? "separates.nothing" : "separates.far"));
}

void MatchSheet::foot(const std::string& file) const
{
    line(paint_(Paint::faint, say("others", {{"no", counted(scene_.found, Standing::no)},
                                             {"hint", counted(scene_.found, Standing::hint)}})));
    line(paint_(Paint::faint, say("people_decide")) + " " + say("look_closer", {{"file", file}}));
}

} // namespace server::cli
