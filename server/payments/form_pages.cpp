#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/payments/inside.hpp"
#include "server/payments/pages.hpp"
#include "server/payments/views.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

namespace server::payments {

using namespace models;

namespace {

constexpr std::string_view kAmount = "amount-";

std::string say(const Call& call, const std::string& key)
{
    return programs::words_of(*call.library, call.language).say(key);
}

// An amount left empty leaves its offer out; what is no amount is one that cannot be paid.
std::vector<Line> lines_in(const server::Form& form)
{
    std::vector<Line> lines;
    for (const auto& [name, value] : form.fields()) {
        if (!name.starts_with(kAmount)) continue;
        const auto offer = parse_id<OfferId>(name.substr(kAmount.size()));
        const auto text = form.text(name);
        if (!offer || text.empty()) continue;
        lines.push_back({*offer, parse_yuan(text).value_or(Money{})});
    }
    return lines;
}

html::Typed all_of_it(const std::vector<Payable>& all)
{
    html::Typed typed;
    for (const auto& row : all)
        if (row.named) typed[std::string(kAmount) + to_text(row.offer.id)] = {to_yuan(row.undelivered)};
    return typed;
}

Response form_page(const Form& form)
{
    return page(form.call, "payments/new", form_view(form), form.faults.empty() ? 200 : 422);
}

Form new_form(const Call& call, ProgramId program, const std::vector<Payable>& all)
{
    return {.call = call,
            .title = say(call, "payment.new"),
            .action = "/payments",
            .back = "/payments",
            .program = program,
            .payable = all,
            .typed = {},
            .faults = {}};
}

// What can be paid, and what already stands in this very run.
std::vector<Payable> payable_or_own(store::Reader& db, const Call& call, const store::PaymentRunRow& run)
{
    auto all = payable(db, call.actor, run.program, call.today());
    for (auto& row : payable_in(db, call.actor, run.id, call.today())) all.push_back(std::move(row));
    std::ranges::sort(all, {}, [](const Payable& row) { return row.offer.id; });
    return all;
}

Form own_form(const Call& call, const store::PaymentRunRow& run, const std::vector<Payable>& all)
{
    return {.call = call,
            .title = say(call, "payment.change") + " " + number_words(run),
            .action = path_of(run.id) + "/change",
            .back = path_of(run.id),
            .program = run.program,
            .version = run.version,
            .payable = all,
            .typed = {},
            .faults = {}};
}

} // namespace

// GET /payments/new?program=
Response new_run(const Call& call, store::Reader& db)
{
    const auto program = parse_id<ProgramId>(call.query.text("program"));
    if (!program) return not_found(call);
    const auto all = payable(db, call.actor, *program, call.today());
    auto form = new_form(call, *program, all);
    form.typed = all_of_it(all);
    return form_page(form);
}

// POST /payments
Response prepare_now(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] {
        const auto program = parse_id<ProgramId>(call.form.text("program"));
        if (!program) return not_found(call);
        const auto done = prepare(desk_of(call, db), *program, lines_in(call.form));
        if (done) return see_other(path_of(*done) + "?done=prepare");
        if (done.error().reason != Reason::invalid) return refusal_response(call, done.error());
        const auto all = payable(db, call.actor, *program, call.today());
        auto form = new_form(call, *program, all);
        form.typed = html::typed_of(call.form);
        form.faults = done.error().faults;
        return form_page(form);
    });
}

// GET /payments/{id}/change
Response change_form(const Call& call, store::Reader& db)
{
    const auto run = run_in_path(call, db);
    if (!run) return refusal_response(call, run.error());
    if (!move_of(run->state, PaymentRunAct::change))
        return refused(
            call, db, *run,
            {Reason::wrong_state, {{"error.payment.now." + std::string(name_of(run->state)), "", {}}}});
    const auto all = payable_or_own(db, call, *run);
    auto form = own_form(call, *run, all);
    for (const auto& line : store::payment_lines(db, run->id))
        form.typed[std::string(kAmount) + to_text(line.offer)] = {to_yuan(line.amount)};
    return form_page(form);
}

// POST /payments/{id}/change
Response change_now(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] {
        const auto run = run_in_path(call, db);
        if (!run) return refusal_response(call, run.error());
        const auto all = payable_or_own(db, call, *run);
        const SeenRun seen{run->id, call.form.integer("version").value_or(0)};
        const auto done = change(desk_of(call, db), seen, lines_in(call.form));
        if (done) return see_other(path_of(run->id) + "?done=change");
        if (done.error().reason != Reason::invalid) return refusal_response(call, done.error());
        auto form = own_form(call, *run, all);
        form.typed = html::typed_of(call.form);
        form.faults = done.error().faults;
        return form_page(form);
    });
}

} // namespace server::payments
