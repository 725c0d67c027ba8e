#include "server/programs/dials.hpp"
#include "server/formats/program_json.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include <functional>
#include <nlohmann/json.hpp>

namespace server::programs {

using namespace models;
using html::Words;

namespace {

// Where a figure stands in a program.
struct Figure {
    std::string field;
    DialUnit unit{};
    std::int64_t* at{};
    const Leaf* leaf{};         // of a rule
    std::optional<bool> high{}; // of a range: its upper end?
    std::size_t award_case{};   // otherwise
};
using See = std::function<void(const Figure&)>;

class Walk {
public:
    explicit Walk(const See& see) : see_(see) {}

    void rule(Rule& rule)
    {
        if (rule.kind == RuleKind::named) return;
        for (auto& part : rule.parts) this->rule(part);
        if (rule.kind != RuleKind::leaf) return;
        auto& leaf = rule.leaf;
        const bool range = leaf.high.has_value();
        operand(leaf, leaf.value, range ? std::optional(false) : std::nullopt);
        if (range) operand(leaf, *leaf.high, true);
    }

    void award(Award& award)
    {
        for (std::size_t i = 0; i < award.cases.size(); ++i) {
            auto& amount = award.cases[i].amount;
            const auto number = std::to_string(i);
            if (auto* fixed = std::get_if<FixedAward>(&amount))
                see_({"award-" + number, DialUnit::yuan, &fixed->amount.fen, {}, {}, i});
            if (auto* each = std::get_if<EachAward>(&amount))
                see_({"award-" + number, DialUnit::yuan, &each->amount.fen, {}, {}, i});
            if (auto* ratio = std::get_if<RatioAward>(&amount)) {
                see_({"award-" + number, DialUnit::percent, &ratio->basis_points, {}, {}, i});
                see_({"cap-" + number, DialUnit::yuan, &ratio->cap.fen, {}, {}, i});
            }
        }
    }

private:
    void operand(const Leaf& leaf, Operand& operand, std::optional<bool> high)
    {
        const auto see = [&](DialUnit unit, std::int64_t& at) {
            see_({"rule-" + std::to_string(seen_++), unit, &at, &leaf, high, 0});
        };
        const auto type = row_of(leaf.fact).type;
        if (auto* number = std::get_if<std::int64_t>(&operand)) {
            if (type == FactType::number) see(DialUnit::number, *number);
            if (type == FactType::fen) see(DialUnit::yuan, *number);
        }
        if (auto* standard = std::get_if<StandardOperand>(&operand))
            see(DialUnit::times, standard->times.ten_thousandths);
        if (auto* fact = std::get_if<FactOperand>(&operand))
            see(DialUnit::times, fact->times.ten_thousandths);
    }

    const See& see_;
    std::size_t seen_ = 0;
};

void each_figure(Program& program, const See& see)
{
    Walk(see).rule(program.rule);
    Walk(see).award(program.award);
}

int decimals_of(DialUnit unit)
{
    switch (unit) {
    case DialUnit::number: return 0;
    case DialUnit::yuan:
    case DialUnit::percent: return 2;
    case DialUnit::times: return 4;
    }
    return 0;
}

// 12500 with four decimals: 1.25
std::string decimal_text(std::int64_t value, int decimals)
{
    auto text = std::to_string(value < 0 ? -value : value);
    const auto places = static_cast<std::size_t>(decimals);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    if (decimals > 0) {
        text.insert(text.size() - places, ".");
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
    }
    return value < 0 ? "-" + text : text;
}

// Digits, commas between them, and a point with at most so many decimals; nothing: something else.
std::optional<std::int64_t> parse_decimal(std::string_view text, int decimals)
{
    constexpr std::int64_t kMost = kMostFen;
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::int64_t value = 0;
    int digits = 0, after = -1;
    for (const char c : text) {
        if (c == ',' && after < 0) continue;
        if (c == '.' && after < 0) {
            after = 0;
            continue;
        }
        if (c < '0' || c > '9' || after == decimals) return {};
        if (after >= 0) ++after;
        ++digits;
        value = value * 10 + (c - '0');
        if (value > kMost) return {};
    }
    if (digits == 0) return {};
    for (int i = std::max(after, 0); i < decimals; ++i) value *= 10;
    if (value > kMost * 10'000) return {};
    return negative ? -value : value;
}

// `whole` is the rule in which the figure stands: below `not` it is said the other way round.
std::string label_of(const Words& words, const Program& whole, const Figure& figure)
{
    if (!figure.leaf) {
        const auto gives = award_sentences(words, whole.award).at(figure.award_case);
        return figure.field.starts_with("cap-") ? words.say("programs.dial.cap", {{"gives", gives}}) : gives;
    }
    const auto& leaf = *figure.leaf;
    const bool of_member = row_of(leaf.fact).level == FactLevel::member;
    auto says = html::leaf_phrase(words, leaf, of_member ? html::Frame::member : html::Frame::household,
                                  html::sense_of(whole.rule, leaf));
    if (of_member) says = words.say("programs.dial.member", {{"says", says}});
    if (!figure.high) return says;
    return words.say(*figure.high ? "programs.dial.high" : "programs.dial.low", {{"says", says}});
}

// "18 岁" without its number.
std::string counts_of(const Words& words, const Figure& figure)
{
    if (figure.unit != DialUnit::number || figure.leaf == nullptr) return {};
    const auto unit = "unit." + std::string(row_of(figure.leaf->fact).name);
    return words.messages.has(unit) ? folded(words.say(unit, {{"n", ""}})) : std::string();
}

} // namespace

std::vector<Dial> dials_of(const Words& words, const Program& program)
{
    auto copy = program;
    std::vector<Dial> dials;
    each_figure(copy, [&](const Figure& figure) {
        dials.push_back({figure.field, figure.unit, counts_of(words, figure), label_of(words, copy, figure),
                         decimal_text(*figure.at, decimals_of(figure.unit))});
    });
    const auto& room = program.room;
    dials.push_back({"places", DialUnit::number, words.say("programs.dial.unit.places"),
                     words.say("programs.show.places"), room.places ? std::to_string(*room.places) : ""});
    dials.push_back({"budget", DialUnit::yuan, "", words.say("programs.show.money"),
                     room.budget ? decimal_text(room.budget->fen, 2) : ""});
    return dials;
}

std::vector<Fault> turned(const Form& form, const Library& library, Program& program)
{
    std::vector<Fault> faults;
    each_figure(program, [&](const Figure& figure) {
        if (!form.has(figure.field)) return;
        const auto typed = parse_decimal(form.text(figure.field), decimals_of(figure.unit));
        if (!typed) return faults.push_back({"error.program.figure", "/" + figure.field, {}});
        *figure.at = *typed;
    });
    if (form.has("places") || form.has("budget"))
        for (auto& fault : put_room(form, program)) faults.push_back(std::move(fault));
    if (!faults.empty()) return faults;
    const auto again = read_program(write_program(program), library.named_rules, library.need_types);
    return again ? faults : again.error().faults;
}

std::vector<Fault> put_room(const Form& form, Program& program)
{
    constexpr std::int64_t kMostPlaces = 100'000'000;
    std::vector<Fault> faults;
    program.room.places = form.integer("places");
    const bool unlimited = form.text("places").empty();
    if (!unlimited &&
        (!program.room.places || *program.room.places < 0 || *program.room.places > kMostPlaces))
        faults.push_back({"error.program.places", "/places", {}});
    program.room.budget = parse_yuan(form.text("budget"));
    if (!form.text("budget").empty() && !program.room.budget)
        faults.push_back({"error.program.budget", "/budget", {}});
    return faults;
}

} // namespace server::programs
