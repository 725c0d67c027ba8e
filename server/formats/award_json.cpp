#include "server/formats/award_json.hpp"
#include "server/formats/codes.hpp"
#include "server/formats/reader.hpp"

namespace server {

using nlohmann::json;
using namespace models;

namespace {

Money required_fen(ObjectReader& part, const char* name)
{
    const auto amount = part.optional_fen(name);
    if (!amount && !part.member(name)) part.fault("error.json.required", name);
    return amount.value_or(Money{});
}

std::string code_in(ObjectReader& part, const char* name, CodeTable table)
{
    auto code = part.text(name, 60);
    if (!code.empty() && !is_known(table, code)) part.fault("error.json.choice", name, {{"value", code}});
    return code;
}

RatioAward read_ratio(const json& value, const std::string& at, std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    RatioAward award;
    award.basis_points = part.number("basis_points", 1, 10'000).value_or(0);
    if (!part.member("basis_points")) part.fault("error.json.required", "basis_points");
    award.cap = required_fen(part, "cap_fen");
    return award;
}

Band read_band(const json& value, const std::string& at, const FactRow* row, std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    const auto low = row ? row->low : 0, high = row ? row->high : kMostFen;
    Band band;
    band.low = part.number("from", low, high).value_or(low);
    band.high = part.number("to", low, high);
    const auto ends = part.member("ends") ? part.text("ends", 10) : "[]";
    if (ends != "[]" && ends != "(]" && ends != "[)" && ends != "()") part.fault("error.rule.ends", "ends");
    band.low_open = ends.starts_with('(');
    band.high_open = ends.ends_with(')');
    band.amount = required_fen(part, "amount_fen");
    const bool empty =
        band.high && (*band.high < band.low || (*band.high == band.low && (band.low_open || band.high_open)));
    if (empty) part.fault("error.award.band_empty", "to");
    return band;
}

// In ascending order, none reaching into the next.
bool apart(const Band& lower, const Band& upper)
{
    if (!lower.high || *lower.high > upper.low) return false;
    return *lower.high < upper.low || lower.high_open || upper.low_open;
}

BandedAward read_bands(const json& value, const std::string& at, std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    BandedAward award;
    const auto* row = find_fact(part.required_text("fact", 60));
    if (row && row->type != FactType::fen && row->type != FactType::number) row = nullptr;
    if (row)
        award.fact = row->fact;
    else
        part.fault("error.rule.fact", "fact");
    part.each("steps", 50, [&](const json& step, const std::string& pointer) {
        award.bands.push_back(read_band(step, pointer, row, faults));
        const auto count = award.bands.size();
        if (count > 1 && !apart(award.bands[count - 2], award.bands[count - 1]))
            faults.push_back({"error.award.bands_overlap", pointer + "/from", {}});
    });
    if (award.bands.empty()) part.fault("error.rule.empty", "steps");
    return award;
}

RangeAward read_range(const json& value, const std::string& at, std::vector<Fault>& faults)
{
    const auto low = value.is_array() && value.size() == 2 ? whole_number_in(value[0]) : std::nullopt;
    const auto high = low ? whole_number_in(value[1]) : std::nullopt;
    if (low && high && *low >= 0 && *low <= *high && *high <= kMostFen) return {Money{*low}, Money{*high}};
    faults.push_back({"error.award.range", at, {}});
    return {};
}

EachAward read_each(const json& value, const NamedRules& named, const std::string& at,
                    std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    EachAward award;
    award.amount = required_fen(part, "amount_fen");
    const auto* written = part.member("rule");
    if (!written) return part.fault("error.json.required", "rule"), award;
    auto rule = read_member_rule(*written, named, part.pointer("rule"));
    if (rule)
        award.rule = std::move(*rule);
    else
        faults.insert(faults.end(), rule.error().faults.begin(), rule.error().faults.end());
    return award;
}

ItemAward read_item(const json& value, const std::string& at, std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    ItemAward award;
    award.item = part.required_text("item", 100);
    award.value = required_fen(part, "value_fen");
    award.count = part.number("count", 1, 1'000'000).value_or(1);
    return award;
}

ServiceAward read_service(const json& value, const std::string& at, std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    ServiceAward award;
    award.kind = code_in(part, "kind", kServices);
    if (award.kind.empty()) part.fault("error.json.required", "kind");
    award.amount = part.number("amount", 0, 1'000'000).value_or(0);
    award.per = code_in(part, "per", kServicePer);
    if (award.per.empty()) award.per = "once";
    return award;
}

constexpr std::array kAmounts{"fixed_fen", "ratio", "bands", "range_fen", "each", "item", "service"};

AwardAmount read_amount(ObjectReader& part, const NamedRules& named, std::vector<Fault>& faults)
{
    std::vector<std::string> given;
    for (const auto* name : kAmounts)
        if (part.member(name)) given.emplace_back(name);
    if (given.size() != 1) return part.fault("error.award.one_amount", ""), FixedAward{};
    const auto& name = given.front();
    const auto& value = *part.member(name.c_str());
    const auto at = part.pointer(name);
    if (name == "ratio") return read_ratio(value, at, faults);
    if (name == "bands") return read_bands(value, at, faults);
    if (name == "range_fen") return read_range(value, at, faults);
    if (name == "each") return read_each(value, named, at, faults);
    if (name == "item") return read_item(value, at, faults);
    if (name == "service") return read_service(value, at, faults);
    return FixedAward{part.fen("fixed_fen")};
}

AwardCase read_case(const json& value, const NamedRules& named, const std::string& at,
                    std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    AwardCase award_case;
    if (const auto* when = part.member("when")) {
        auto rule = read_rule(*when, named, part.pointer("when"));
        if (rule)
            award_case.when = std::move(*rule);
        else
            faults.insert(faults.end(), rule.error().faults.begin(), rule.error().faults.end());
    }
    award_case.amount = read_amount(part, named, faults);
    return award_case;
}

json write_bands(const BandedAward& award)
{
    json steps = json::array();
    for (const auto& band : award.bands)
        steps.push_back({{"from", band.low},
                         {"to", band.high ? json(*band.high) : json()},
                         {"ends", std::string(band.low_open ? "(" : "[") + (band.high_open ? ")" : "]")},
                         {"amount_fen", band.amount.fen}});
    return {{"fact", row_of(award.fact).name}, {"steps", std::move(steps)}};
}

// The most that one payment comes to, of what is given for each member once.
struct MostOf {
    using Fen = __int128;
    Fen operator()(const FixedAward& award) const { return award.amount.fen; }
    Fen operator()(const RatioAward& award) const { return award.cap.fen; }
    Fen operator()(const BandedAward& award) const
    {
        Fen most = 0;
        for (const auto& band : award.bands) most = std::max<Fen>(most, band.amount.fen);
        return most;
    }
    Fen operator()(const RangeAward& award) const { return award.high.fen; }
    Fen operator()(const EachAward& award) const { return award.amount.fen; }
    Fen operator()(const ItemAward& award) const { return Fen{award.value.fen} * award.count; }
    Fen operator()(const ServiceAward&) const { return 0; }
};

struct AmountWriter {
    json& value;
    void operator()(const FixedAward& award) { value["fixed_fen"] = award.amount.fen; }
    void operator()(const RatioAward& award)
    {
        value["ratio"] = {{"basis_points", award.basis_points}, {"cap_fen", award.cap.fen}};
    }
    void operator()(const BandedAward& award) { value["bands"] = write_bands(award); }
    void operator()(const RangeAward& award)
    {
        value["range_fen"] = json::array({award.low.fen, award.high.fen});
    }
    void operator()(const EachAward& award)
    {
        value["each"] = {{"amount_fen", award.amount.fen}, {"rule", write_rule(award.rule)}};
    }
    void operator()(const ItemAward& award)
    {
        value["item"] = {{"item", award.item}, {"value_fen", award.value.fen}, {"count", award.count}};
    }
    void operator()(const ServiceAward& award)
    {
        value["service"] = {{"kind", award.kind}, {"amount", award.amount}, {"per", award.per}};
    }
};

} // namespace

Award read_award(const json& value, const NamedRules& named, const std::string& at,
                 std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    Award award;
    part.each("cases", 50, [&](const json& one, const std::string& pointer) {
        award.cases.push_back(read_case(one, named, pointer, faults));
    });
    if (part.is_object() && award.cases.empty()) part.fault("error.json.required", "cases");
    award.less_earlier = part.yes_no("less_earlier").value_or(false);
    award.minimum = part.fen("minimum_fen");
    award.step = Money{part.number("step_fen", 1, kMostFen).value_or(1)};
    award.payments = part.number("payments", 1, 240).value_or(1);
    award.every = code_in(part, "every", kEvery);
    for (std::size_t i = 0; i < award.cases.size(); ++i)
        if (std::visit(MostOf{}, award.cases[i].amount) * award.payments > kMostFen)
            faults.push_back({"error.award.too_much", at + "/cases/" + std::to_string(i), {}});
    return award;
}

json write_award(const Award& award)
{
    json value{{"cases", json::array()},           {"less_earlier", award.less_earlier},
               {"minimum_fen", award.minimum.fen}, {"step_fen", award.step.fen},
               {"payments", award.payments},       {"every", award.every}};
    for (const auto& one : award.cases) {
        json written{{"when", one.when ? write_rule(*one.when) : json()}};
        std::visit(AmountWriter{written}, one.amount);
        value["cases"].push_back(std::move(written));
    }
    return value;
}

} // namespace server
