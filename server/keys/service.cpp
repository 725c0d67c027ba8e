#include "server/keys/service.hpp"
#include "models/store/accounts.hpp"
#include "models/store/look_up.hpp"
#include "models/store/reseal.hpp"
#include "models/store/settings.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace server::keys {

using namespace models;
using nlohmann::json;

namespace {

constexpr std::string_view kPass = "seal_pass"; // setting: how far what is sealed is sealed anew

// Over all columns, again and again until one began after the newest key had settled.
struct Pass {
    std::string key; // that seals
    std::int64_t began{};
    store::SealPass place;
    std::int64_t broken{}; // in the last pass that came to its end
    bool done = false;
};

Time settled(const store::Vault::KeyName& key)
{
    return Time(std::chrono::milliseconds(key.since)) + kSettled;
}

Pass find_pass(store::Reader& db)
{
    const auto text = store::find_setting(db, kPass);
    if (!text) return {};
    const auto value = json::parse(*text);
    return {value["key"],
            value["began"],
            {value["column"], value["first"], value["last"], value["rows"], value["met"]},
            value["broken"],
            value["done"]};
}

void save_pass(store::Writer& db, const Pass& pass)
{
    const auto& place = pass.place;
    const json value{{"key", pass.key},      {"began", pass.began},   {"column", place.column},
                     {"first", place.first}, {"last", place.last},    {"rows", place.rows},
                     {"met", place.broken},  {"broken", pass.broken}, {"done", pass.done}};
    store::save_setting(db, kPass, value.dump());
}

std::string told(const Desk& desk, const char* event, const Changeable& changed)
{
    const auto names = desk.db.vault().key_names(changed.use);
    auto outcome = json{{"keys", names.size()}}.dump();
    audit(desk, event, names.back().id, json{{"keys", names.size()}, {"use", changed.code}}.dump());
    return outcome;
}

} // namespace

const Changeable* find_changeable(std::string_view code)
{
    if (code.empty()) return kChangeable.data();
    const auto* found = std::ranges::find(kChangeable, code, &Changeable::code);
    return found == kChangeable.end() ? nullptr : found;
}

std::string not_droppable(store::Reader& db, Time now)
{
    const auto names = db.vault().key_names();
    if (names.size() < 2) return "error.keys.only_one";
    if (now < settled(names.back())) return "error.keys.too_soon";
    return store::count_older_seals(db, 1) > 0 ? "error.keys.in_use" : "";
}

// One change of what families are looked up by at a time: until the rows of the one before are all there.
std::string not_rotatable(store::Reader& db, const Changeable& changed)
{
    if (changed.use != store::KeyUse::search) return "";
    const bool done = store::look_up_name(db) == db.vault().key_names(changed.use).back().id &&
                      db.vault().count_keys(changed.use) == 1;
    return done ? "" : "error.keys.look_up_busy";
}

Result<std::string> rotate(const Desk& desk, const Changeable& changed)
{
    if (const auto why = not_rotatable(desk.db, changed); !why.empty())
        return refuse(Reason::wrong_state, why);
    desk.db.vault().add_key(changed.use, desk.now.time_since_epoch().count());
    if (changed.use == store::KeyUse::session) store::end_all_sessions(desk.db);
    return told(desk, "keys.rotated", changed);
}

Result<std::string> drop(const Desk& desk)
{
    if (const auto why = not_droppable(desk.db, desk.now); !why.empty())
        return refuse(Reason::wrong_state, why);
    desk.db.vault().drop_old_keys();
    return told(desk, "keys.dropped", kChangeable.front());
}

void seal_anew(const Desk& desk)
{
    const auto names = desk.db.vault().key_names();
    const auto& newest = names.back();
    if (names.size() < 2) return;
    auto pass = find_pass(desk.db);
    const auto now = desk.now.time_since_epoch().count();
    if (pass.key != newest.id) pass = {newest.id, now, {}, 0, false};
    if (pass.done) return;
    const auto before = pass.place.rows;
    const bool through = store::reseal(desk.db, pass.place, kTurn);
    if (const auto rows = pass.place.rows - before; rows > 0)
        audit(desk, "keys.sealed_anew", newest.id, json{{"rows", rows}}.dump());
    if (through) {
        pass.broken = pass.place.broken;
        pass.done = Time(std::chrono::milliseconds(pass.began)) >= settled(newest);
        pass.began = now;
        pass.place = {};
    }
    save_pass(desk.db, pass);
}

std::int64_t count_broken(store::Reader& db) { return find_pass(db).broken; }

} // namespace server::keys
