#include "server/keys/look_up.hpp"
#include "models/store/look_up.hpp"
#include "models/store/seal.hpp"
#include "models/store/settings.hpp"
#include "server/keys/service.hpp"
#include "server/offers/persons.hpp"
#include "server/referrals/document.hpp"
#include <nlohmann/json.hpp>

namespace server::keys {

using namespace models;
using nlohmann::json;

namespace {

constexpr std::string_view kPass = "look_up_pass"; // setting
constexpr auto kUse = store::KeyUse::search;

// Over all referrals, once for each key and purpose.
struct Pass {
    std::string key, purpose; // "fill", "clean"
    ReferralId after;
    std::int64_t rows{}, broken{};
    bool done = false;
};

Pass find_pass(store::Reader& db)
{
    const auto text = store::find_setting(db, kPass);
    if (!text) return {};
    const auto value = json::parse(*text);
    return {value["key"],  value["purpose"], ReferralId{value["after"].get<std::int64_t>()},
            value["rows"], value["broken"],  value["done"]};
}

void save_pass(store::Writer& db, const Pass& pass)
{
    const json value{{"key", pass.key},   {"purpose", pass.purpose}, {"after", pass.after.value},
                     {"rows", pass.rows}, {"broken", pass.broken},   {"done", pass.done}};
    store::save_setting(db, kPass, value.dump());
}

// False: its document does not open.
bool make_anew(store::Writer& db, const Referral& referral)
try {
    const auto household = referrals::find_document(db, referral).body.household;
    referrals::save_look_up(db, referral, household);
    for (auto row : store::persons_of_offers(db, referral.id)) {
        const auto now = offers::person_of(db, household, row.member);
        if (now.empty()) continue; // it is known no more
        row.next = offers::next_person_of(db, household, row.member);
        if (row.next.empty()) row.person = now;
        store::save_person(db, row);
    }
    return true;
} catch (const store::SealBroken&) {
    return false;
}

void take_turn(store::Writer& db, Pass& pass, int most)
{
    const auto rows = store::list_indexed(db, pass.after, most);
    for (const auto& referral : rows) {
        store::Writer own(db);
        const bool made = make_anew(own, referral);
        if (made) own.keep();
        ++(made ? pass.rows : pass.broken);
        pass.after = referral.id;
    }
    pass.done = std::ssize(rows) < most;
}

// What is to be done now for the newest key; empty: nothing, or not yet.
std::string purpose_now(store::Reader& db, const store::Vault::KeyName& newest, const Pass& pass, Time now)
{
    if (store::look_up_name(db) != newest.id)
        return now < Time(std::chrono::milliseconds(newest.since)) + kSettled ? "" : "fill";
    const bool clean = newest.since == 0 || (pass.key == newest.id && pass.purpose == "clean" && pass.done);
    return clean ? "" : "clean";
}

} // namespace

void fill_look_up(const Desk& desk, int most)
{
    auto& db = desk.db;
    const auto newest = db.vault().key_names(kUse).back();
    if (store::look_up_name(db) == newest.id && db.vault().count_keys(kUse) > 1)
        db.vault().drop_old_keys(kUse); // since a transaction that is committed, nothing is found by it
    auto pass = find_pass(db);
    const auto purpose = purpose_now(db, newest, pass, desk.now);
    if (purpose.empty()) return;
    if (pass.key != newest.id || pass.purpose != purpose) pass = {newest.id, purpose, {}, 0, 0, false};
    take_turn(db, pass, most);
    save_pass(db, pass);
    if (!pass.done) return;
    if (purpose == "fill") store::change_look_up_key(db);
    audit(desk, purpose == "fill" ? "keys.look_up_changed" : "keys.look_up_cleaned", newest.id,
          json{{"rows", pass.rows}, {"broken", pass.broken}}.dump());
}

} // namespace server::keys
