#include "server/keys/service.hpp"
#include "models/store/reseal.hpp"
#include "models/store/seal.hpp"
#include "models/store/settings.hpp"

namespace server::keys {

using namespace models;

namespace {

constexpr std::string_view kSealedBy =
    "sealed_by"; // setting: nothing older was left after this key had settled

Time settled(const store::Vault::KeyName& key)
{
    return Time(std::chrono::milliseconds(key.since)) + kSettled;
}

} // namespace

std::string not_droppable(store::Reader& db, Time now)
{
    const auto names = db.vault().key_names();
    if (names.size() < 2) return "error.keys.only_one";
    if (now < settled(names.back())) return "error.keys.too_soon";
    return store::count_older_seals(db, 1) > 0 ? "error.keys.in_use" : "";
}

Result<std::string> change(const Desk& desk, bool is_new)
{
    const auto& vault = desk.db.vault();
    if (is_new) {
        vault.add_key(desk.now.time_since_epoch().count());
    } else {
        if (const auto why = not_droppable(desk.db, desk.now); !why.empty())
            return refuse(Reason::wrong_state, why);
        vault.drop_old_keys();
    }
    const auto names = vault.key_names();
    const auto outcome = R"({"keys":)" + std::to_string(names.size()) + "}";
    audit(desk, is_new ? "keys.rotated" : "keys.dropped", names.back().id, outcome);
    return outcome;
}

void seal_anew(const Desk& desk)
{
    const auto names = desk.db.vault().key_names();
    const auto& newest = names.back();
    if (names.size() < 2 || store::find_setting(desk.db, kSealedBy) == newest.id) return;
    const auto rows = store::reseal(desk.db, kTurn);
    if (rows > 0) audit(desk, "keys.sealed_anew", newest.id, R"({"rows":)" + std::to_string(rows) + "}");
    if (rows == 0 && desk.now >= settled(newest)) store::save_setting(desk.db, kSealedBy, newest.id);
}

} // namespace server::keys
