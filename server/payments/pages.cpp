#include "server/payments/pages.hpp"
#include "models/store/accounts.hpp"
#include "models/store/programs.hpp"
#include "server/html/page.hpp"
#include "server/http/idempotency.hpp"
#include "server/http/library.hpp"
#include "server/http/paging.hpp"
#include "server/http/problem.hpp"
#include "server/payments/inside.hpp"
#include "server/payments/reading.hpp"
#include "server/payments/views.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/words.hpp"
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace server::payments {

using namespace models;
using nlohmann::json;

namespace {

std::string account_name(store::Reader& db, AccountId id)
{
    const auto row = store::find_account(db, id);
    return row ? row->actor.name : std::string();
}

Shown shown_of(const Call& call, store::Reader& db, const store::PaymentRunRow& run)
{
    Shown shown{call, run, {}, account_name(db, run.prepared_by), account_name(db, run.checked_by)};
    std::map<OfferId, store::OfferRow> all;
    for (auto& row : store::offers_in_run(db, run.organization, run.id))
        all.emplace(row.offer.id, std::move(row.offer));
    for (auto& line : store::payment_lines(db, run.id))
        if (const auto at = all.find(line.offer); at != all.end())
            shown.lines.push_back({std::move(line), at->second});
    shown.typed = html::typed_of(call.form);
    return shown;
}

Response show_page(const Call& call, store::Reader& db, const store::PaymentRunRow& run,
                   std::vector<Fault> faults, int status)
{
    auto shown = shown_of(call, db, run);
    shown.faults = std::move(faults);
    return page(call, "payments/show", show_view(shown), status);
}

} // namespace

Moved run_in_path(const Call& call, store::Reader& db)
{
    const auto id = parse_id<PaymentRunId>(call.capture("id"));
    return id ? find_run(db, call.actor, *id) : refuse(Reason::not_found, "error.payment.unknown");
}

Response refused(const Call& call, store::Reader& db, const store::PaymentRunRow& run, const Refusal& refusal)
{
    return show_page(call, db, run, refusal.faults, status_for(refusal.reason, false));
}

// GET /payments
Response list(const Call& call, store::Reader& db)
{
    const auto wish = page_wish(call);
    if (!wish) return refusal_response(call, wish.error());
    const auto words = programs::words_of(*call.library, call.language);
    const auto all = call.library->catalog->current(db);
    std::vector<ListedProgram> with_money;
    for (const auto id : store::programs_to_pay(db, call.actor.organization))
        if (const auto* known = programs::find(*all, id))
            with_money.push_back({id, programs::name_in(words.language, known->name)});
    auto runs =
        store::list_payment_runs(db, call.actor.organization, PaymentRunId{wish->after}, wish->limit + 1);
    const bool more = std::ssize(runs) > wish->limit;
    if (more) runs.pop_back();
    auto view = list_view(call, runs, with_money);
    view["next"] = more ? json{{"href", next_page_of(call, runs.back().id.value)}} : json();
    return page(call, "payments/list", view);
}

// GET /payments/{id}
Response show(const Call& call, store::Reader& db)
{
    const auto run = run_in_path(call, db);
    if (!run) return refusal_response(call, run.error());
    return show_page(call, db, *run, {}, 200);
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
