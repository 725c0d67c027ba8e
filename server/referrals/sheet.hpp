#pragma once
#include "server/http/library.hpp"
#include "server/referrals/document.hpp"
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

// The form of a referral, in parts: "who", "needs", "family", "member.2". A part is put into the referral's
// one JSON form (docs/formats.md) and read by the one strict reader; what the reader does not take is kept as
// it was typed.
namespace server::referrals {

enum class Input { text, secret, lines, yuan, number, yes_no, code, codes, area, date };

struct Field {
    std::string name;    // in the form, and in faults as "/name"
    std::string pointer; // in the referral's JSON form
    Input input{};
    std::string label;                       // message key
    std::span<const std::string_view> codes; // code, codes
    std::string code_label;                  // message keys of the codes: code_label + "." + code
    bool folded_away = false;                // among "more"
};

// Fields that stand for one value each. A secret one is never shown again: empty means unchanged.
std::vector<Field> who_fields();
std::vector<Field> member_fields(std::size_t position);
std::vector<Field> needs_fields();
std::vector<Field> family_fields();
std::vector<Field> fields_of(const ReferralBody& known, const std::string& part);

struct Taken {
    ReferralBody body;                 // with all that could be taken
    Typed kept;                        // what could not, as typed
    std::vector<models::Fault> faults; // pointer "/field"
};

struct Reading {
    const Library& library;
    models::Time now;
    std::string source; // "village", "township", …
};

// Puts one part into what is known. `part` is "who", "needs", "family" or "member.N"; a new N adds a
// member.
Taken taken(const ReferralBody& known, const std::string& part, const Typed&, const Reading&);

// What the part's form shows for what is known; secrets are left out.
Typed shown(const ReferralBody&, const std::string& part, const Library&);

ReferralBody without_member(ReferralBody, std::int64_t number);
std::int64_t next_member_number(const models::Household&);
std::optional<std::int64_t> member_of_part(const std::string& part); // "member.2": 2

// Merge-patch (RFC 7396) of the API on what is known; members and needs are lists and come whole.
models::Result<ReferralBody> patched(const ReferralBody& known, const nlohmann::json& patch, const Reading&);

inline constexpr int kAidRows = 3;

// One value of the form, as typed; "" when there is none.
std::string one(const Typed&, const std::string& name);

// 20261106, 2026/11/6, 2026.11.6 and 2026年11月6日 as 2026-11-06; any other text as it is.
std::string date_written(const std::string& text);

// Inside: the parts that are not one value each (sheet_needs.cpp).
void put_needs(nlohmann::json& referral, const Typed& typed, const Typed& before, const Library&,
               Taken& result);
void show_needs(const nlohmann::json& referral, const Library&, Typed& shown);
// Other rows of aid change what the needs they went to are assessed at: what is lacking, as shown, stays.
void put_aid(nlohmann::json& referral, const Typed& typed, const Typed& needs_shown, const Library&,
             Taken& result);
void show_aid(const nlohmann::json& referral, const Library&, Typed& shown);
std::string field_of_need(const nlohmann::json& referral, const std::string& pointer);

} // namespace server::referrals
