#include "server/payments/pages.hpp"
#include "models/store/accounts.hpp"
#include "models/store/programs.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/payments/reading.hpp"
#include "server/payments/views.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/words.hpp"
#include <algorithm>
#include <charconv>

namespace server::payments {

using namespace models;

namespace {

constexpr std::string_view kAmount = "amount-";

std::string path_of(PaymentRunId id) { return "/payments/" + to_text(id); }

std::string account_name(store::Reader& db, AccountId id)
{
    const auto row = store::find_account(db, id);
    return row ? row->actor.name : std::string();
}

std::string say(const Call& call, const std::string& key)
{
    return programs::words_of(*call.library, call.language).say(key);
}

Moved run_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<PaymentRunId>(call.capture("id"));
    return id ? find_run(db, call.actor, *id) : refuse(Reason::not_found, "error.payment.unknown");
}

Shown shown_of(const Call& call, store::Reader& db, const store::PaymentRunRow& run)
{
    Shown shown{call, run, {}, account_name(db, run.prepared_by), account_name(db, run.checked_by)};
    for (auto& line : store::payment_lines(db, run.id)) {
        const auto offer = offers::find_in_scope(db, call.actor, line.offer);
        if (offer) shown.lines.push_back({std::move(line), *offer});
    }
    return shown;
}

Response show_page(const Call& call, store::Reader& db, const store::PaymentRunRow& run,
                   std::vector<Fault> faults, int status)
{
    auto shown = shown_of(call, db, run);
    shown.faults = std::move(faults);
    return page(call, "payments/show", show_view(shown), status);
}

// Why it could not be done, on the run as it is now.
Response refused(const Call& call, store::Reader& db, const store::PaymentRunRow& run, const Refusal& refusal)
{
    return show_page(call, db, run, refusal.faults, status_for(refusal.reason, false));
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

html::Typed typed_in(const server::Form& form)
{
    html::Typed typed;
    for (const auto& [name, value] : form.fields()) typed[name].push_back(value);
    return typed;
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
    for (const auto& line : store::payment_lines(db, run.id)) {
        const auto offer = offers::find_in_scope(db, call.actor, line.offer);
        if (offer)
            all.push_back({*offer, Money{offer->units - store::delivered_of(db, offer->id).units}, true});
    }
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

// GET /payments
Response list(const Call& call, store::Reader& db)
{
    constexpr int kMost = 100;
    const auto words = programs::words_of(*call.library, call.language);
    const auto all = call.library->catalog->current(db);
    std::vector<ListedProgram> with_money;
    for (const auto& program : store::programs_of(db, call.actor.organization))
        if (!store::offers_to_pay(db, call.actor.organization, program.id).empty())
            if (const auto* known = programs::find(*all, program.id))
                with_money.push_back({program.id, programs::name_in(words.language, known->name)});
    return page(
        call, "payments/list",
        list_view(call, store::list_payment_runs(db, call.actor.organization, {}, kMost), with_money));
}

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
        form.typed = typed_in(call.form);
        form.faults = done.error().faults;
        return form_page(form);
    });
}

// GET /payments/{id}
Response show(const Call& call, store::Reader& db)
{
    const auto run = run_in_path(call, db);
    if (!run) return refusal_response(call, run.error());
    return show_page(call, db, *run, {}, 200);
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
        form.typed = typed_in(call.form);
        form.faults = done.error().faults;
        return form_page(form);
    });
}

// POST /payments/{id}/check, send-back, cancel
Response move_now(const Call& call, store::Writer& db, PaymentRunAct act)
{
    return run_once(call, db, [&] {
        const auto run = run_in_path(call, db);
        if (!run) return refusal_response(call, run.error());
        const auto desk = desk_of(call, db);
        const SeenRun seen{run->id, call.form.integer("version").value_or(0)};
        const auto done = act == PaymentRunAct::check       ? check(desk, seen)
                          : act == PaymentRunAct::send_back ? send_back(desk, seen)
                                                            : cancel(desk, seen);
        if (!done) return refused(call, db, *run, done.error());
        return see_other(path_of(run->id) + "?done=" + std::string(name_of(act)));
    });
}

// POST /payments/{id}/issue: the list as a file. Taken out again it is the same list.
Response take_out(const Call& call, store::Writer& db)
{
    const auto run = run_in_path(call, db);
    if (!run) return refusal_response(call, run.error());
    const auto issued = issue(desk_of(call, db), {run->id, call.form.integer("version").value_or(0)});
    if (!issued) return refused(call, db, *run, issued.error());
    const auto sheet = bank_sheet(call, *issued);
    const auto name = "payment-run-" + number_words(issued->run);
    return call.form.text("as") == "xlsx" ? sheets::xlsx_file(sheet, name) : sheets::csv_file(sheet, name);
}

namespace {

// One line as it was typed, or the bank's file.
Result<std::vector<BankResult>> results_in(const Call& call, const store::PaymentRunRow& run)
{
    const auto number = call.form.integer("line");
    if (number) {
        const auto result = call.form.text("result");
        if (result != "paid" && result != "failed")
            return refuse(Reason::invalid, "error.payment.file.empty", "/results");
        return std::vector{BankResult{*number,
                                      result == "paid",
                                      {},
                                      call.form.text("why"),
                                      "/line-" + std::to_string(*number) + "-why"}};
    }
    constexpr std::size_t kMostBytes = 2 * 1024 * 1024;
    const auto file = std::ranges::find(call.uploads, "results", &Upload::field);
    if (file == call.uploads.end()) return refuse(Reason::invalid, "error.attachment.none", "/results");
    if (file->content.size() > kMostBytes)
        return refuse(Reason::invalid, "error.payment.file.table", "/results");
    return read_results(*call.library->messages, file->content, run);
}

} // namespace

// POST /payments/{id}/results: lines that cannot be taken are named; all others are.
Response read_back(const Call& call, store::Writer& db)
{
    return run_once(call, db, [&] {
        const auto run = run_in_path(call, db);
        if (!run) return refusal_response(call, run.error());
        const auto results = results_in(call, *run);
        if (!results) return refused(call, db, *run, results.error());
        const auto taken = take_results(desk_of(call, db), run->id, *results);
        if (!taken) return refused(call, db, *run, taken.error());
        if (taken->faults.empty()) return see_other(path_of(run->id) + "?done=results");
        const auto now = find_run(db, call.actor, run->id);
        const bool any = taken->paid + taken->failed + taken->unbooked > 0;
        return show_page(call, db, now ? *now : *run, taken->faults, any ? 200 : 422);
    });
}

} // namespace server::payments
