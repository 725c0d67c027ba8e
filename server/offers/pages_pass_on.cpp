#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/offers/pages.hpp"
#include "server/population/population.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

// 转办: the charity says why, the county names the program that shall have it instead.
namespace server::offers {

using namespace models;
using Options = std::vector<html::Fields::Option>;

namespace {

struct Takers {
    Options options;
    std::vector<store::OrganizationRow> unnamed; // the family has to be asked first
};

Takers takers_of(const Call& call, store::Reader& db, const OfferRow& row,
                 const std::vector<ProgramId>& programs)
{
    Takers takers;
    const auto words = programs::words_of(*call.library, call.language);
    const auto known = call.library->catalog->current(db);
    const auto consents = store::list_consents(db, row.referral);
    for (const auto id : programs) {
        const auto* program = programs::find(*known, id);
        if (!program) continue;
        auto label = program->name.zh + " · " + program->organization_name;
        const auto whose = program->organization;
        if (!consent_for(consents, whose, row.need_type, row.member, call.today())) {
            label = words.say("offer.pass_on.unnamed", {{"label", label}});
            auto found = store::find_organization(db, whose);
            if (found &&
                std::ranges::find(takers.unnamed, whose, &store::OrganizationRow::id) == takers.unnamed.end())
                takers.unnamed.push_back(*std::move(found));
        }
        takers.options.push_back({to_text(id), std::move(label)});
    }
    return takers;
}

std::optional<Fault> bar_to_pass_on(store::Reader& db, const Actor& actor, const OfferRow& row)
{
    if (!may(side_of(actor), row.state, OfferAct::pass_on))
        return Fault{"error.offer.now." + std::string(name_of(row.state)), "", {}};
    const bool asked = passing_on_asked(db, row).has_value();
    if (actor.is_charity() == asked)
        return Fault{asked ? "error.offer.pass_on.asked" : "error.offer.pass_on.not_asked", "", {}};
    return {};
}

Response pass_on_page(const Call& call, store::Reader& db, const matching::Snapshot& programs,
                      const OfferRow& row, const html::Typed& typed, const std::vector<Fault>& faults)
{
    Takers takers;
    if (!call.actor.is_charity()) {
        takers = takers_of(call, db, row, may_take_over(db, call.actor, programs, row));
        if (takers.options.empty())
            return refused(call, path_of(row.id),
                           {Reason::wrong_state, {{"error.offer.pass_on.nobody", "", {}}}});
    }
    return act_page({call, row_of(call, db, row), OfferAct::pass_on, typed, faults, std::move(takers.options),
                     std::move(takers.unnamed)});
}

std::optional<Response> log_choosing(const Call& call, store::Reader*, store::Writer* db, std::any&)
{
    const auto row = offer_in_path(call, *db);
    if (!row) return refusal_response(call, row.error());
    audit(desk_of(call, *db), "offer.read", to_text(row->id));
    return std::nullopt;
}

std::optional<Response> ask_pass_on(const Call& call, store::Reader* db, store::Writer*, std::any&)
{
    const auto row = offer_in_path(call, *db);
    if (!row) return refusal_response(call, row.error());
    if (auto barred = bar_to_pass_on(*db, call.actor, *row))
        return refused(call, path_of(row->id), {Reason::wrong_state, {*std::move(barred)}});
    return pass_on_page(call, *db, *matches::programs_on(call, *db, {}), *row, {}, {});
}

} // namespace

const Steps kAskPassOn{{{LaneName::write, log_choosing}, {LaneName::read, ask_pass_on}}};

Response pass_on_now(const Call& call, store::Writer& db)
{
    const auto row = offer_in_path(call, db);
    return run_once(call, db, [&]() -> Response {
        if (!row) return refusal_response(call, row.error());
        const SeenOffer seen{row->id, call.form.integer("version").value_or(0)};
        const auto done = perform(desk_of(call, db), seen, OfferAct::pass_on, call.form, row->unit);
        if (!done && is_mended_here(done.error()))
            return pass_on_page(call, db, population::programs_now(db, *call.library, call.now), *row,
                                html::typed_of(call.form), done.error().faults);
        if (!done) return refused(call, path_of(row->id), done.error());
        const auto next = passed_on_to(db, *done);
        return see_other(path_of(next ? next->id : row->id) +
                         (next ? "?done=pass_on" : "?done=pass_on_asked"));
    });
}

} // namespace server::offers
