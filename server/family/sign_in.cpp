#include "models/store/accounts.hpp"
#include "models/store/audit.hpp"
#include "models/store/query_codes.hpp"
#include "models/store/seal.hpp"
#include "models/store/settings.hpp"
#include "server/auth/session.hpp"
#include "server/auth/throttle.hpp"
#include "server/family/pages.hpp"
#include "server/html/fields.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/programs/words.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>

namespace server::family {

using namespace models;
using nlohmann::json;

namespace {

struct Attempt {
    std::string code, last_four;
    ReferralId referral;                                   // none: they do not fit
    std::string login() const { return "family|" + code; } // what wrong tries are counted by
};

// In capitals, without the gaps that people put between the halves.
std::string typed_code(const std::string& text)
{
    std::string code;
    for (char c : text) {
        if (c == ' ' || c == '-') continue;
        code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return code;
}

std::vector<Fault> faults_of(const Attempt& attempt)
{
    constexpr std::size_t kCode = 8, kDigits = 4;
    std::vector<Fault> faults;
    if (attempt.code.size() != kCode)
        faults.push_back({"error.family.code_length",
                          "/code",
                          {{"length", std::to_string(count_characters(attempt.code))}}});
    else if (attempt.code.find_first_not_of(store::kCodeSymbols) != std::string::npos)
        faults.push_back({"error.family.code_symbols", "/code", {}});
    if (attempt.last_four.size() != kDigits ||
        attempt.last_four.find_first_not_of("0123456789X") != std::string::npos)
        faults.push_back({"error.family.last_four", "/last_four", {}});
    return faults;
}

// The demo's family, so that a visitor can try; only for a browser on this machine.
json demo_part(const Call& call, store::Reader* db)
{
    if (!db || !call.library->demo || !call.local) return nullptr;
    const auto setting = store::find_setting(*db, "demo_family");
    const auto id = setting ? parse_id<ReferralId>(*setting) : std::nullopt;
    if (!id) return nullptr;
    const auto code = store::find_query_code(*db, *id);
    const auto province = call.library->divisions->under({}).front().area;
    const auto referral = store::find_referral(*db, {province, {}}, *id);
    if (!code || !referral) return nullptr;
    return {{"demo_code", *code},
            {"demo_digits",
             referrals::digits_of_contact(referrals::find_document(*db, *referral).body.household)}};
}

// What was written before the session ended.
json written_part(const Form& form)
{
    if (!form.has("text")) return nullptr;
    return {{"written_about", form.text("about")}, {"written_text", form.text("text")}};
}

Response sign_in_page(const Call& call, store::Reader* db, const std::vector<Fault>& faults, int status)
{
    const auto words = programs::words_of(*call.library, call.language);
    const html::Typed typed{{"code", {call.form.text("code")}}};
    html::Fields fields({words, "family", "sign_in", typed, faults});
    fields.add(html::Fields::Kind::line, "code");
    fields.add(html::Fields::Kind::line, "last_four");
    return page(call, "family/sign_in",
                {{"summary", html::problems_part(words, faults, "code")},
                 {"ended", call.query.has("ended")},
                 {"written", written_part(call.form)},
                 {"fields", fields.take()},
                 {"demo", demo_part(call, db)}},
                status);
}

Response locked_page(const Call& call, store::Reader* db, std::chrono::seconds wait)
{
    auto response = sign_in_page(call, db, {{"error.family.locked", "", {}}}, 429);
    response.fields.emplace_back("Retry-After", std::to_string(wait.count()));
    response.note = Note{"family.throttled", "", {}};
    return response;
}

std::optional<Response> locked(const Call& call, store::Reader* db, const Attempt& attempt)
{
    const auto login = attempt.login();
    if (store::count_failures_of(*db, login, call.now - auth::kFailuresKept) >= kFailuresOfCode)
        return locked_page(call, db, auth::kFailuresKept);
    const auto failed = store::count_failures(*db, login, call.peer, call.now - auth::kFailureWindow);
    if (failed.of_login_here < auth::kFailuresOfLogin && failed.from_address < auth::kFailuresFromAddress)
        return {};
    return locked_page(call, db, auth::kFailureWindow);
}

std::optional<Response> look_up(const Call& call, store::Reader* db, store::Writer*, std::any& carried)
{
    Attempt attempt{typed_code(call.form.text("code")), typed_code(call.form.text("last_four")), {}};
    if (!call.form.has("code")) return sign_in_page(call, db, {}, 422); // sent on by the guard
    if (const auto faults = faults_of(attempt); !faults.empty()) return sign_in_page(call, db, faults, 422);
    if (auto refused = locked(call, db, attempt)) return refused;
    attempt.referral = store::find_by_query_code(*db, attempt.code, attempt.last_four).value_or(ReferralId{});
    carried = std::move(attempt);
    return {};
}

Response come_in(const Call& call, store::Writer& db, ReferralId referral)
{
    const auto token = auth::begin_family_session(call, db, referral);
    auto inside = call;
    inside.actor.family = referral;
    inside.csrf = db.vault().csrf_token(db.vault().session_hash(token));
    auto response = call.form.has("text") ? ask_objection_again(inside, db) : see_other("/family/case");
    response.cookies.push_back(auth::session_cookie(call.secure, token));
    return response;
}

// Wrong ones leave a failure behind and go on to the page; right ones have their session.
std::optional<Response> conclude(const Call& call, store::Reader*, store::Writer* db, std::any& carried)
{
    const auto& attempt = std::any_cast<const Attempt&>(carried);
    if (attempt.referral) return come_in(call, *db, attempt.referral);
    store::insert_failure(*db, attempt.login(), call.peer, call.now);
    store::append_audit(*db, {call.now, {}, "family.sign_in_failed", "", ""});
    return {};
}

std::optional<Response> show_failure(const Call& call, store::Reader*, store::Writer*, std::any&)
{
    return sign_in_page(call, nullptr, {{"error.family.wrong", "", {}}}, 422);
}

} // namespace

const Steps kSignIn{{{LaneName::read, look_up}, {LaneName::write, conclude}, {LaneName::work, show_failure}}};

Response show_sign_in(const Call& call, store::Reader& db) { return sign_in_page(call, &db, {}, 200); }

Response sign_out(const Call& call, store::Writer& db) { return auth::end_family_session(call, db); }

} // namespace server::family
