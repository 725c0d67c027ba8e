#include "server/simulate/making.hpp"

namespace server::simulate {

using namespace models;

namespace {

constexpr std::int64_t kDibaoOfLine = 450; // thousandths of the month's line that a grant is worth on average

std::optional<Money> month_line(const Making& making, StandardName name)
{
    const auto kind = making.urban ? ResidenceKind::urban : ResidenceKind::rural;
    const auto* line = making.world.standards.find(name, making.county, kind, making.today);
    if (!line) return {};
    return Money{line->period == Period::year ? line->amount.fen / 12 : line->amount.fen};
}

// The grant of the month, as households on 低保 and 特困 get it.
void add_grant(Making& making)
{
    const bool teku = making.layer == "teku";
    if (!teku && making.layer != "dibao") return;
    const auto line = month_line(making, teku ? StandardName::teku_line : StandardName::dibao_line);
    const auto a_head = teku ? line->fen : line->fen * kDibaoOfLine / 1000;
    const auto amount = a_head * std::ssize(making.people);
    const Date month{making.today.year(), making.today.month(), std::chrono::day{1}};
    making.household().aid.push_back({teku ? "teku" : "dibao", {amount - amount % kFenOfYuan}, month, ""});
}

void add_aid(Making& making)
{
    auto& aid = making.household().aid;
    add_grant(making);
    const bool temporary = making.happens("government.temporary");
    const auto yuan = making.number("government.temporary_yuan");
    const auto days = making.chance.between(1, 300);
    if (temporary) aid.push_back({"temporary_aid", {yuan * kFenOfYuan}, making.days_ago(days), ""});
    for (const auto& need : making.household().needs) {
        const bool is_medical = need.type == "medical";
        if (need.government_aid == 0 || (!is_medical && need.type != "education")) continue;
        const auto ago = making.chance.between(1, 180);
        aid.push_back({is_medical ? "medical_aid" : "education_aid",
                       {need.government_aid},
                       making.days_ago(ago),
                       need.type});
    }
}

void add_earlier(Making& making)
{
    const auto serving = making.world.serving.find(making.county);
    if (serving == making.world.serving.end()) return;
    const auto which = making.chance.below(std::ssize(serving->second));
    const auto program = serving->second[static_cast<std::size_t>(which)];
    matching::EarlierHelp help;
    help.what = making.world.programs[program].program.code;
    help.member = making.chance.between(0, std::ssize(making.people));
    help.amount.fen = making.number("earlier.yuan") * kFenOfYuan;
    help.on = making.days_ago(making.number("earlier.days"));
    making.line.earlier.push_back(std::move(help));
}

} // namespace

void find_past(Making& making)
{
    add_aid(making);
    if (!making.happens("earlier.any")) return;
    add_earlier(making);
    if (making.happens("earlier.second")) add_earlier(making);
}

} // namespace server::simulate
