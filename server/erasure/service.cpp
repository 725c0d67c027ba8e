#include "server/erasure/service.hpp"
#include "models/store/holds.hpp"
#include "models/store/objections.hpp"
#include "server/referrals/consent.hpp"
#include "server/referrals/document.hpp"

namespace server::erasure {

using namespace models;

namespace {

// What is left of a document: which kinds of need there were, and a member without anything.
referrals::Document shell_of(const Referral& referral, const Household& known)
{
    Household shell;
    shell.id = referral.household;
    shell.village = referral.village;
    shell.members.emplace_back().number = 1;
    for (const auto& need : known.needs)
        shell.needs.push_back({.id = need.id, .type = need.type, .unit = need.unit, .state = need.state});
    return {{referral.kind, referral.urgency, std::move(shell)}, {}};
}

} // namespace

std::string barred(store::Reader& db, const Referral& referral)
{
    if (referral.erased_at) return "error.referral.erased";
    if (!has_ended(referral.state)) return "error.erasure.not_ended";
    if (store::has_open_objection(db, referral.id)) return "error.erasure.objection";
    return store::find_hold(db, referral.id) ? "error.erasure.held" : "";
}

std::string counts_of(const store::Erased& erased)
{
    const auto count = [](const char* name, std::int64_t rows) {
        return "\"" + std::string(name) + "\":" + std::to_string(rows);
    };
    return "{" + count("documents", erased.documents) + "," + count("words", erased.words) + "," +
           count("indexes", erased.indexes) + "," + count("entrances", erased.entrances) + "}";
}

Result<store::Erased> erase(const Desk& desk, const Referral& referral, ErasedFor why)
{
    if (why == ErasedFor::request)
        if (const auto ended = referrals::withdraw_consents(desk, referral.id); !ended)
            return std::unexpected(ended.error());
    const auto shell = shell_of(referral, referrals::find_document(desk.db, referral).body.household);
    const auto erased = store::erase_family(desk.db, referral, referrals::written(shell), why, desk.now);
    if (!erased) return refuse(Reason::stale, "error.referral.changed");
    referrals::save_indexes(desk.db, referral, shell.body.household);
    if (why == ErasedFor::request) store::insert_erasure(desk.db, {referral.id, desk.now});
    audit(desk, why == ErasedFor::request ? "family.erased" : "family.pseudonymized", to_text(referral.id),
          counts_of(*erased));
    return *erased;
}

} // namespace server::erasure
