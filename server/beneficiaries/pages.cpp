#include "models/store/programs.hpp"
#include "server/beneficiaries/routes.hpp"
#include "server/beneficiaries/views.hpp"
#include "server/html/page.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/words.hpp"
#include <nlohmann/json.hpp>

namespace server::beneficiaries {

using namespace models;

namespace {

Shown shown_of(const Call& call, store::Reader& db, const Record& record, const Household* household)
{
    const auto organization = store::find_organization(db, record.offer.organization);
    const auto all = call.library->catalog->current(db);
    const auto language = call.language;
    return {call, record, household, organization ? organization->name : std::string(),
            [all, language](ProgramId id) {
                const auto* program = programs::find(*all, id);
                return program ? programs::name_in(language, program->name) : std::string();
            }};
}

// As what it is taken away; nothing: it is only looked at.
std::optional<Response> taken_away(const Shown& shown, const std::string& as)
{
    const auto name = "beneficiary-" + shown.record.offer.reference;
    if (as == "print") return bare_page(shown.call, "beneficiaries/print", print_view(shown));
    if (as == "csv") return sheets::csv_file(sheet_of(shown), name);
    if (as == "xlsx") return sheets::xlsx_file(sheet_of(shown), name);
    if (as == "json") return sheets::download("application/json", export_json(shown).dump(2), name + ".json");
    return {};
}

} // namespace

// GET /offers/{id}/file
Response show(const Call& call, store::Writer& db)
{
    const auto id = parse_id<OfferId>(call.capture("id"));
    if (!id) return not_found(call);
    const auto record = read_record(desk_of(call, db), *id);
    if (!record) return refusal_response(call, record.error());
    return page(call, "beneficiaries/show", show_view(shown_of(call, db, *record, nullptr), {}));
}

// POST /offers/{id}/file: with a reason, as a page, a print or a file.
Response open(const Call& call, store::Writer& db)
{
    const auto id = parse_id<OfferId>(call.capture("id"));
    if (!id) return not_found(call);
    const auto opened = open_record(desk_of(call, db), *id, call.form.text("reason"));
    if (opened) {
        const auto shown = shown_of(call, db, opened->record, &opened->household);
        auto away = taken_away(shown, call.form.text("as"));
        return away ? *std::move(away) : page(call, "beneficiaries/show", show_view(shown, {}));
    }
    if (opened.error().reason != Reason::invalid) return refusal_response(call, opened.error());
    const auto record = read_record(desk_of(call, db), *id);
    if (!record) return refusal_response(call, record.error());
    return page(call, "beneficiaries/show",
                show_view(shown_of(call, db, *record, nullptr), opened.error().faults), 422);
}

} // namespace server::beneficiaries
