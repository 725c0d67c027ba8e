#include "server/cli/round_sheet.hpp"
#include "matching/baselines.hpp"
#include "server/html/format.hpp"
#include <ostream>

namespace server::cli {

using namespace matching;
using namespace models;

namespace {

constexpr std::size_t kLabel = 26, kFigure = 20;

using Sum = Outcome::Sum;

std::string line_of(const std::string& label, const std::vector<std::string>& figures)
{
    auto line = left(label, kLabel);
    for (const auto& figure : figures) line += right(figure, kFigure);
    return line + "\n";
}

std::string households(const Sum& sum) { return html::whole_number(sum.households); }
std::string covered(const Sum& sum) { return html::whole_number(sum.covered_fen / 100); }
std::string value(const Sum& sum) { return html::whole_number(sum.value); }

// 1234 millionths: 0.1234
std::string percent(std::int64_t millionths)
{
    auto decimals = std::to_string(millionths % 10'000);
    decimals.insert(0, 4 - decimals.size(), '0');
    return std::to_string(millionths / 10'000) + "." + decimals;
}

} // namespace

void RoundSheet::outcomes(const Round& round, const Allocation& allocation) const
{
    std::vector<Outcome> all{outcome_of(round, allocation.awards)};
    std::vector<std::string> heads{words.say("terminal.round.ours")};
    for (const auto& [how, name] : kNames<Baseline>) {
        all.push_back(outcome_of(round, baseline(round, how)));
        heads.push_back(words.say("terminal.round." + std::string(name)));
    }
    const auto row = [&](const std::string& label, auto part, auto figure) {
        std::vector<std::string> figures;
        for (const auto& outcome : all) figures.push_back(figure(part(outcome)));
        out << line_of(label, figures);
    };
    const auto whole = [](const Outcome& outcome) { return outcome.all; };
    out << line_of("", heads);
    row(words.say("terminal.round.households"), whole, households);
    row(words.say("terminal.round.covered"), whole, covered);
    row(words.say("terminal.round.value"), whole, value);
    for (std::size_t tier = 0; tier < 4; ++tier) {
        const auto of_tier = [tier](const Outcome& outcome) { return outcome.tiers[tier]; };
        const std::map<std::string, std::string> number{{"tier", std::to_string(tier + 1)}};
        row(words.say("terminal.round.tier_households", number), of_tier, households);
        row(words.say("terminal.round.tier_covered", number), of_tier, covered);
    }
    out << words.say("terminal.round.others") << '\n';
}

void RoundSheet::floors(const CertificateFile& file) const
{
    for (std::size_t i = 0; i < file.certificate.floors.size(); ++i) {
        const auto& floor = file.certificate.floors[i];
        if (floor.holds < floor.asks)
            out << words.say("terminal.round.floor", {{"name", file.floor_names[i]},
                                                      {"asks", html::whole_number(floor.asks)},
                                                      {"holds", html::whole_number(floor.holds)}})
                << '\n';
    }
}

void RoundSheet::proof(const Certificate& certificate) const
{
    out << words.say("terminal.round.proof", {{"value", html::whole_number(certificate.value)},
                                              {"bound", html::whole_number(certificate.bound)},
                                              {"gap", percent(certificate.gap_millionths)}})
        << '\n';
}

void RoundSheet::confirmed(std::size_t awards) const
{
    out << words.say("terminal.round.confirmed",
                     {{"awards", html::whole_number(static_cast<std::int64_t>(awards))}})
        << '\n';
}

} // namespace server::cli
