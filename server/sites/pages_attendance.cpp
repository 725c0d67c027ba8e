#include "models/store/accounts.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/sites/guardians.hpp"
#include "server/sites/routes.hpp"
#include <algorithm>

namespace server::sites {

using namespace models;

namespace {

struct AtSession {
    SitePlace place;
    SiteSessionRow session;
};
Result<AtSession> sheet_in_path(const Call& call, store::Reader& db)
{
    auto place = own_site_in_path(call, db);
    if (!place) return std::unexpected(place.error());
    const auto id = parse_id<SiteSessionId>(call.capture("session"));
    auto session = find_session(db, *place, id.value_or(SiteSessionId{}));
    if (!session) return std::unexpected(session.error());
    return AtSession{*std::move(place), *std::move(session)};
}

// What the form says, and what in it cannot be read. Nothing is passed over: a mark that is lost would be a
// child nobody looks for.
struct Read {
    Taken taken;
    std::vector<Fault> faults;
};

void read_mark(Read& read, const std::string& field, const std::string& value)
{
    constexpr std::string_view kBegins = "mark_";
    const auto child = parse_id<OfferId>(std::string_view(field).substr(kBegins.size()));
    const auto mark = from_name<Mark>(value);
    if (!child)
        read.faults.push_back({"error.attendance.child", "", {}});
    else if (!mark || !read.taken.marks.emplace(*child, *mark).second)
        read.faults.push_back({"error.attendance.mark", "/mark_" + to_text(*child) + "_present", {}});
}

Read read_form(const Form& form, std::int64_t newest_sheet)
{
    const auto sheet = form.integer("sheet");
    Read read{{sheet.value_or(newest_sheet), {}, form.has("rest")}, {}};
    if (!sheet || *sheet < 0 || *sheet > newest_sheet)
        read.faults.push_back({"error.attendance.sheet", "", {}});
    if (form.has("rest") && form.text("rest") != "present")
        read.faults.push_back({"error.attendance.rest", "/rest", {}});
    for (const auto& [field, value] : form.fields())
        if (field.starts_with("mark_")) read_mark(read, field, value);
    return read;
}

Sheet sheet_of(const Desk& desk, const AtSession& at, const Marks& ticked, std::vector<Clash> clashes)
{
    const auto& [place, session] = at;
    const auto entries = store::attendance_of(desk.db, session.id);
    Sheet sheet{place, session, {}, counting(entries, session.sheet), std::move(clashes), {}, 0};
    sheet.corrections = std::ssize(entries) - std::ssize(sheet.on_file);
    const auto roll = roll_on(desk.db, place, session.on);
    const auto names = open_names(desk, roll, "attendance");
    const auto held = store::guardian_consents_held(desk.db, place.program, place.site.code, session.on);
    const auto holds = [&](OfferId child, GuardianConsentKind kind) {
        return std::ranges::find(held, store::HeldConsent{child, kind}) != held.end();
    };
    for (const auto& row : roll) {
        const auto name = names.find(row.id);
        SheetChild child{row,
                         name == names.end() ? std::string() : name->second,
                         holds(row.id, GuardianConsentKind::activities),
                         holds(row.id, GuardianConsentKind::pictures),
                         {}};
        if (const auto on_file = sheet.on_file.find(row.id); on_file != sheet.on_file.end())
            child.mark = on_file->second.mark;
        if (const auto tick = ticked.find(row.id); tick != ticked.end()) child.mark = tick->second;
        sheet.children.push_back(std::move(child));
    }
    for (const auto& clash : sheet.clashes)
        if (const auto by = store::find_account(desk.db, clash.theirs.by))
            sheet.who[clash.theirs.by] = by->actor.name;
    return sheet;
}

// Nothing was saved: the note of it stays although the rest is undone.
Response sheet_again(const Call& call, const Desk& desk, const AtSession& at, const Taken& taken,
                     std::vector<Clash> clashes, const std::vector<Fault>& faults, int status)
{
    const auto sheet = sheet_of(desk, at, taken.marks, std::move(clashes));
    auto response = page(call, "sites/attendance", sheet_view(call, sheet, faults), status);
    response.note = Note{"session.shown_again", to_text(at.session.id), call.actor.account};
    return response;
}

} // namespace

Response show_sheet(const Call& call, store::Writer& db)
{
    const auto at = sheet_in_path(call, db);
    if (!at) return refusal_response(call, at.error());
    return page(call, "sites/attendance", sheet_view(call, sheet_of(desk_of(call, db), *at, {}, {}), {}));
}

Response take_sheet(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&]() -> Response {
        const auto at = sheet_in_path(call, db);
        if (!at) return refusal_response(call, at.error());
        const auto desk = desk_of(call, db);
        const auto [taken, faults] = read_form(call.form, at->session.sheet);
        if (!faults.empty()) return sheet_again(call, desk, *at, taken, {}, faults, 422);
        const auto done = take_attendance(desk, at->place, at->session, taken);
        if (!done)
            return sheet_again(call, desk, *at, taken, {}, done.error().faults,
                               status_for(done.error().reason, false));
        if (!done->clashes.empty()) return sheet_again(call, desk, *at, taken, done->clashes, {}, 409);
        return see_other(path_of(at->session) + "?done=attendance");
    });
}

} // namespace server::sites
