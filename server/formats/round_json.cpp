#include "server/formats/round_json.hpp"
#include "server/formats/reader.hpp"
#include <limits>

namespace server {

using nlohmann::json;
using nlohmann::ordered_json;
using namespace models;
using namespace matching;

namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kMostEntries = 1'000'000;

std::int64_t required_number(ObjectReader& part, const char* name)
{
    if (!part.member(name)) part.fault("error.json.required", name);
    return part.number(name, 0, kMost).value_or(0);
}

PricePair read_pair(ObjectReader& part)
{
    const auto place = required_number(part, "place");
    return {place, required_number(part, "fen")};
}

ProgramPrices read_prices(const json& value, const std::string& at, std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    ProgramPrices prices{required_number(part, "program"), read_pair(part), {}};
    part.each("quotas", kMostEntries, [&](const json& row, const std::string& below) {
        ObjectReader of_row(row, below, faults);
        prices.rows.push_back(read_pair(of_row));
    });
    return prices;
}

std::vector<std::int64_t> read_numbers(ObjectReader& part, const char* name, std::vector<Fault>& faults)
{
    std::vector<std::int64_t> numbers;
    part.each(name, kMostEntries, [&](const json& value, const std::string& at) {
        const auto number = whole_number_in(value);
        if (!number) faults.push_back({"error.json.number", at, {}});
        numbers.push_back(number.value_or(0));
    });
    return numbers;
}

std::vector<ProgramPrices> read_all_prices(ObjectReader& part, std::vector<Fault>& faults)
{
    std::vector<ProgramPrices> all;
    part.each("prices", kMostEntries, [&](const json& one, const std::string& below) {
        all.push_back(read_prices(one, below, faults));
    });
    return all;
}

// Of a floor: asks and holds; most, prices and floors where it is not held as asked.
FloorClaim read_floor_claim(ObjectReader& part, std::vector<Fault>& faults)
{
    FloorClaim claim;
    claim.asks = required_number(part, "asks");
    claim.holds = required_number(part, "holds");
    if (!part.member("most")) return claim;
    FloorLimit limit;
    limit.most = required_number(part, "most");
    limit.prices = read_all_prices(part, faults);
    limit.floors = read_numbers(part, "floors", faults);
    claim.limit = std::move(limit);
    return claim;
}

CaseClaim read_case(const json& value, const std::string& at, std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    CaseClaim claim;
    if (!part.member("program")) {
        claim.prices = required_number(part, "prices");
        return claim;
    }
    ClosingClaim split;
    split.program = required_number(part, "program");
    split.group = required_number(part, "group");
    split.quota = required_number(part, "quota");
    split.fen = required_number(part, "fen");
    claim.split = split;
    return claim;
}

StageClaim read_stage(const json& value, const std::string& at, std::vector<Fault>& faults)
{
    ObjectReader part(value, at, faults);
    StageClaim stage;
    stage.tiers = read_numbers(part, "tiers", faults);
    stage.prices = read_all_prices(part, faults);
    stage.floors = read_numbers(part, "floors", faults);
    part.each("further", kMostEntries, [&](const json& one, const std::string& below) {
        ObjectReader of_set(one, below, faults);
        auto prices = read_all_prices(of_set, faults);
        stage.further.push_back({std::move(prices), read_numbers(of_set, "floors", faults)});
    });
    part.each("cases", kMostEntries, [&](const json& one, const std::string& below) {
        stage.cases.push_back(read_case(one, below, faults));
    });
    stage.value = required_number(part, "value");
    stage.bound = required_number(part, "bound");
    return stage;
}

void read_inputs(ObjectReader& whole, CertificateFile& file, std::vector<Fault>& faults)
{
    const auto* written = whole.member("inputs");
    if (!written) return whole.fault("error.json.required", "inputs");
    ObjectReader part(*written, "/inputs", faults);
    for (const auto* name : kCertificateInputs) file.inputs[name] = part.required_text(name, 64);
}

ordered_json write_prices(const std::vector<ProgramPrices>& all)
{
    ordered_json prices = ordered_json::array();
    for (const auto& one : all) {
        ordered_json rows = ordered_json::array();
        for (const auto& row : one.rows) rows.push_back({{"place", row.place}, {"fen", row.fen}});
        prices.push_back({{"program", one.program},
                          {"place", one.own.place},
                          {"fen", one.own.fen},
                          {"quotas", std::move(rows)}});
    }
    return prices;
}

ordered_json write_floor(const std::string& name, const FloorClaim& claim)
{
    ordered_json value{{"name", name}, {"asks", claim.asks}, {"holds", claim.holds}};
    if (!claim.limit) return value;
    value["most"] = claim.limit->most;
    value["prices"] = write_prices(claim.limit->prices);
    value["floors"] = claim.limit->floors;
    return value;
}

ordered_json write_case(const CaseClaim& claim)
{
    if (!claim.split) return {{"prices", claim.prices}};
    return {{"program", claim.split->program},
            {"group", claim.split->group},
            {"quota", claim.split->quota},
            {"fen", claim.split->fen}};
}

ordered_json write_stage(const StageClaim& stage)
{
    ordered_json value{
        {"tiers", stage.tiers}, {"prices", write_prices(stage.prices)}, {"floors", stage.floors}};
    ordered_json further = ordered_json::array(), cases = ordered_json::array();
    for (const auto& one : stage.further)
        further.push_back({{"prices", write_prices(one.prices)}, {"floors", one.floors}});
    for (const auto& one : stage.cases) cases.push_back(write_case(one));
    if (!further.empty()) value["further"] = std::move(further);
    if (!cases.empty()) value["cases"] = std::move(cases);
    value["value"] = stage.value;
    value["bound"] = stage.bound;
    return value;
}

} // namespace

std::string award_text(const AwardLine& line)
{
    const ordered_json value{{"household", line.household}, {"need", line.need},
                             {"program", line.program},     {"award", line.award},
                             {"award_fen", line.cost},      {"score", line.score},
                             {"tier", line.tier},           {"value", line.value}};
    return value.dump() + "\n";
}

Result<AwardLine> read_award(const json& value)
{
    std::vector<Fault> faults;
    AwardLine line;
    {
        ObjectReader part(value, "", faults);
        line.household = required_number(part, "household");
        line.need = required_number(part, "need");
        line.program = required_number(part, "program");
        line.award = required_number(part, "award");
        line.cost = required_number(part, "award_fen");
        line.score = required_number(part, "score");
        line.tier = required_number(part, "tier");
        line.value = required_number(part, "value");
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return line;
}

Result<CertificateFile> read_certificate(const json& value)
{
    std::vector<Fault> faults;
    CertificateFile file;
    {
        ObjectReader whole(value, "", faults);
        if (whole.number("version", kVersion, kVersion) != kVersion)
            whole.fault("error.json.required", "version");
        const auto as_of = whole.time("as_of");
        if (!as_of) whole.fault("error.json.required", "as_of");
        file.as_of = as_of.value_or(Time{});
        read_inputs(whole, file, faults);
        file.seed = whole.text("seed", 100);
        auto& claims = file.certificate;
        whole.each("stages", 4, [&](const json& stage, const std::string& at) {
            claims.stages.push_back(read_stage(stage, at, faults));
        });
        whole.each("floors", kMostEntries, [&](const json& one, const std::string& at) {
            ObjectReader floor(one, at, faults);
            file.floor_names.push_back(floor.text("name", 60));
            claims.floors.push_back(read_floor_claim(floor, faults));
        });
        claims.value = required_number(whole, "value");
        claims.bound = required_number(whole, "bound");
        claims.gap_millionths = required_number(whole, "gap_millionths");
        if (const auto* stable = whole.member("stable")) {
            ObjectReader part(*stable, "/stable", faults);
            claims.blocking = required_number(part, "blocking");
        }
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return file;
}

ordered_json write_certificate(const CertificateFile& file)
{
    const auto& claims = file.certificate;
    ordered_json inputs = ordered_json::object(), stages = ordered_json::array(),
                 floors = ordered_json::array();
    for (const auto* name : kCertificateInputs) inputs[name] = file.inputs.at(name);
    for (const auto& stage : claims.stages) stages.push_back(write_stage(stage));
    for (std::size_t i = 0; i < claims.floors.size(); ++i)
        floors.push_back(write_floor(file.floor_names.at(i), claims.floors[i]));
    ordered_json value{
        {"version", kVersion},   {"as_of", to_text(file.as_of)}, {"inputs", std::move(inputs)},
        {"seed", file.seed},     {"stages", std::move(stages)},  {"floors", std::move(floors)},
        {"value", claims.value}, {"bound", claims.bound},        {"gap_millionths", claims.gap_millionths}};
    if (claims.blocking) value["stable"] = {{"blocking", *claims.blocking}};
    return value;
}

} // namespace server
