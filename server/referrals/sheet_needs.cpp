#include "server/formats/reader.hpp"
#include "server/referrals/sheet.hpp"
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace server::referrals {

using nlohmann::json;
using namespace models;

// One chip stands for all needs of its type: for whom they are, and what is still lacking altogether. What
// government aid paid for it comes from the rows of aid, so it is asked once.
namespace {

const NeedType* type_of(const Library& library, const std::string& code)
{
    const auto found = std::ranges::find(library.need_types, code, &NeedType::code);
    return found == library.need_types.end() ? nullptr : &*found;
}

bool is_money(const Library& library, const std::string& code)
{
    const auto* type = type_of(library, code);
    return type && type->unit == NeedUnit::fen;
}

std::int64_t number_in(const json& value, const char* name)
{
    return value.contains(name) && value[name].is_number_integer() ? value[name].get<std::int64_t>() : 0;
}

std::string amount_text(const Library& library, const std::string& type, std::int64_t amount)
{
    if (!is_money(library, type)) return std::to_string(amount);
    auto text = to_yuan(Money{amount});
    if (text.ends_with(".00")) text.resize(text.size() - 3);
    return text;
}

struct OfType {
    bool known = false; // every need of this type has an amount
    std::int64_t lacking{};
    std::vector<std::string> members;
    std::string self_paid;
};

OfType sum_of(const json& needs, const Library& library, const std::string& type)
{
    const bool money = is_money(library, type);
    OfType sum{.known = true};
    for (const auto& need : needs) {
        if (need.value("type", "") != type) continue;
        const auto* assessed = money ? "assessed_fen" : "assessed";
        const auto* aid = money ? "government_aid_fen" : "government_aid";
        if (!need.contains(assessed) || !need[assessed].is_number_integer()) sum.known = false;
        sum.lacking += number_in(need, assessed) - number_in(need, aid);
        if (const auto member = number_in(need, "member")) sum.members.push_back(std::to_string(member));
        const json::json_pointer paid("/facts/self_paid_fen");
        if (need.contains(paid) && need[paid].is_number_integer())
            sum.self_paid = amount_text(library, type, need[paid].get<std::int64_t>());
    }
    return sum;
}

// Splits a whole into as many parts; the first ones take what does not divide.
std::int64_t part_of_sum(std::int64_t sum, std::size_t parts, std::size_t which)
{
    const auto n = static_cast<std::int64_t>(parts);
    return sum / n + (static_cast<std::int64_t>(which) < sum % n ? 1 : 0);
}

std::optional<std::int64_t> amount_in(const Library& library, const std::string& type,
                                      const std::string& text)
{
    if (is_money(library, type)) {
        const auto amount = parse_yuan(text);
        return amount ? std::optional(amount->fen) : std::nullopt;
    }
    std::int64_t value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return {};
    return value;
}

void keep(Taken& result, const Typed& typed, const std::string& field, const char* key)
{
    result.faults.push_back({key, "/" + field, {}});
    if (const auto at = typed.find(field); at != typed.end()) result.kept.insert(*at);
}

json* find_need(json& needs, const std::string& type, std::int64_t member)
{
    for (auto& need : needs)
        if (need.value("type", "") == type && number_in(need, "member") == member) return &need;
    return nullptr;
}

std::int64_t aid_for(const json& rows, const std::string& type)
{
    std::int64_t sum = 0;
    for (const auto& aid : rows)
        if (aid.contains("need_type") && aid["need_type"] == type) sum += number_in(aid, "amount_fen");
    return sum;
}

// The needs of one type, one for each person it is for.
void put_type(json& referral, json& into, const std::string& type, const Typed& typed, const Library& library,
              Taken& result)
{
    const auto found = typed.find("for_" + type);
    auto whom = found == typed.end() ? std::vector<std::string>{} : found->second;
    if (whom.empty()) whom.push_back("0");
    const auto text = one(typed, "amount_" + type);
    const auto lacking = amount_in(library, type, text);
    if (!text.empty() && !lacking) keep(result, typed, "amount_" + type, "error.amount.not_a_number");
    const auto paid = one(typed, "self_paid_" + type);
    const auto self_paid = amount_in(library, type, paid);
    if (!paid.empty() && !self_paid) keep(result, typed, "self_paid_" + type, "error.amount.not_a_number");

    const bool money = is_money(library, type);
    const auto aid = money ? aid_for(referral["household"]["aid"], type) : 0;
    for (std::size_t i = 0; i < whom.size(); ++i) {
        std::int64_t member{};
        std::from_chars(whom[i].data(), whom[i].data() + whom[i].size(), member);
        const auto* known = find_need(referral["needs"], type, member);
        json need = known ? *known : json{{"type", type}, {"facts", json::object()}};
        need["member"] = member == 0 ? json() : json(member);
        const auto* assessed = money ? "assessed_fen" : "assessed";
        need[assessed] = lacking ? json(part_of_sum(*lacking + aid, whom.size(), i)) : json();
        if (money) need["government_aid_fen"] = part_of_sum(aid, whom.size(), i);
        if (self_paid) need["facts"]["self_paid_fen"] = part_of_sum(*self_paid, whom.size(), i);
        if (!self_paid && need.contains("facts")) need["facts"].erase("self_paid_fen");
        into.push_back(std::move(need));
    }
}

void put_rows(json& rows, const Typed& typed, const Library& library, Taken& result)
{
    json beyond = json::array(); // rows that the form has no room for stay
    for (std::size_t i = kAidRows; i < rows.size(); ++i) beyond.push_back(rows[i]);
    rows = json::array();
    for (int i = 0; i < kAidRows; ++i) {
        const auto n = std::to_string(i);
        const auto kind = one(typed, "aid_kind_" + n), amount = one(typed, "aid_amount_" + n),
                   on = date_written(one(typed, "aid_on_" + n)), need = one(typed, "aid_need_" + n);
        if (kind.empty() && amount.empty() && on.empty()) continue;
        const auto fen = amount_in(library, "living", amount);
        if (!fen) keep(result, typed, "aid_amount_" + n, "error.amount.not_a_number");
        if (kind.empty()) keep(result, typed, "aid_kind_" + n, "error.aid.kind");
        if (!parse_date(on)) keep(result, typed, "aid_on_" + n, "error.json.date");
        if (!fen || kind.empty() || !parse_date(on)) {
            for (const auto* field : {"aid_kind_", "aid_amount_", "aid_on_", "aid_need_"})
                if (const auto at = typed.find(field + n); at != typed.end()) result.kept.insert(*at);
            continue;
        }
        rows.push_back({{"kind", kind},
                        {"amount_fen", *fen},
                        {"on", on},
                        {"need_type", need.empty() ? json() : json(need)}});
    }
    for (auto& row : beyond) rows.push_back(std::move(row));
}

// Nothing about this type was changed: what stands, stands, also where it is split unevenly.
bool is_as_shown(const Typed& typed, const Typed& before, const std::string& type)
{
    for (const auto* name : {"amount_", "for_", "self_paid_"}) {
        const auto now = typed.find(name + type), then = before.find(name + type);
        const std::vector<std::string> none;
        const auto& a = now == typed.end() ? none : now->second;
        const auto& b = then == before.end() ? none : then->second;
        const auto empty = [](const auto& texts) { return std::ranges::all_of(texts, &std::string::empty); };
        if (a != b && !(empty(a) && empty(b))) return false;
    }
    return true;
}

} // namespace

void put_needs(json& referral, const Typed& typed, const Typed& before, const Library& library, Taken& result)
{
    const auto chosen = typed.find("need");
    json needs = json::array();
    if (chosen != typed.end())
        for (const auto& type : chosen->second) {
            if (!type_of(library, type)) {
                keep(result, typed, "need", "error.need.type");
                continue;
            }
            const bool was_there = std::ranges::any_of(
                referral["needs"], [&](const json& need) { return need.value("type", "") == type; });
            if (was_there && is_as_shown(typed, before, type)) {
                for (const auto& need : referral["needs"])
                    if (need.value("type", "") == type) needs.push_back(need);
            } else {
                put_type(referral, needs, type, typed, library, result);
            }
        }
    referral["needs"] = std::move(needs);
}

void put_aid(json& referral, const Typed& typed, const Typed& needs_shown, const Library& library,
             Taken& result)
{
    auto& rows = referral["household"]["aid"];
    const auto before = rows;
    put_rows(rows, typed, library, result);
    const auto shown = needs_shown.find("need");
    if (shown == needs_shown.end()) return;
    json needs = json::array();
    for (const auto& type : shown->second) {
        if (aid_for(before, type) != aid_for(rows, type)) {
            put_type(referral, needs, type, needs_shown, library, result);
            continue;
        }
        for (const auto& need : referral["needs"])
            if (need.value("type", "") == type) needs.push_back(need);
    }
    referral["needs"] = std::move(needs);
}

void show_needs(const json& referral, const Library& library, Typed& shown)
{
    for (const auto& type : library.need_types) {
        const auto& needs = referral["needs"];
        const bool there =
            std::ranges::any_of(needs, [&](const json& need) { return need.value("type", "") == type.code; });
        if (!there) continue;
        auto sum = sum_of(needs, library, type.code);
        shown["need"].push_back(type.code);
        if (sum.known) shown["amount_" + type.code] = {amount_text(library, type.code, sum.lacking)};
        if (!sum.members.empty()) shown["for_" + type.code] = std::move(sum.members);
        if (!sum.self_paid.empty()) shown["self_paid_" + type.code] = {std::move(sum.self_paid)};
    }
}

void show_aid(const json& referral, const Library& library, Typed& shown)
{
    int i = 0;
    for (const auto& aid : referral["household"]["aid"]) {
        if (i == kAidRows) break;
        const auto n = std::to_string(i++);
        shown["aid_kind_" + n] = {aid.at("kind")};
        shown["aid_amount_" + n] = {amount_text(library, "living", aid.at("amount_fen"))};
        shown["aid_on_" + n] = {aid.at("on")};
        if (aid.at("need_type").is_string()) shown["aid_need_" + n] = {aid.at("need_type")};
    }
}

std::string field_of_need(const json& referral, const std::string& pointer)
{
    const json::json_pointer at(pointer);
    if (pointer.starts_with("/household/aid/")) {
        const auto rest = pointer.substr(15);
        const auto slash = rest.find('/');
        const auto row = rest.substr(0, slash),
                   name = slash == std::string::npos ? "kind" : rest.substr(slash + 1);
        return (name == "amount_fen"  ? "aid_amount_"
                : name == "need_type" ? "aid_need_"
                                      : "aid_" + name + "_") +
               row;
    }
    if (!pointer.starts_with("/needs/")) return "need";
    const auto rest = pointer.substr(7);
    const json::json_pointer need("/needs/" + rest.substr(0, rest.find('/')));
    const auto type = referral.contains(need) ? referral[need].value("type", "") : std::string();
    if (pointer.ends_with("/member")) return "for_" + type;
    if (pointer.ends_with("/type")) return "need";
    return (pointer.find("/facts") != std::string::npos ? "self_paid_" : "amount_") + type;
}

} // namespace server::referrals
