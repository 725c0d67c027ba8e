#include "models/store/programs.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/library.hpp"
#include "server/http/problem.hpp"
#include "server/programs/words.hpp"
#include "server/rounds/reading.hpp"
#include "server/rounds/routes.hpp"
#include "server/rounds/views.hpp"
#include "server/sheets/sheet.hpp"
#include <nlohmann/json.hpp>

namespace server::rounds {

using namespace models;
using html::Words;
using nlohmann::json;

namespace {

constexpr const char* kColumns[] = {"number",  "reference",    "name",  "place", "need",
                                    "program", "organization", "award", "yuan"};

constexpr double kWidths[] = {6, 26, 12, 30, 14, 30, 28, 14, 14};

Sheet::Cell text(std::string value) { return {std::move(value), {}}; }

// Whom to ask for: the household's contact person.
std::string contact_name(store::Reader& db, const Call& call, ReferralId id)
{
    const auto found = referrals::find_case(db, call.actor, id);
    if (!found) return {};
    const auto& members = found->household().members;
    return members.empty() ? std::string() : std::string(members.front().name.reveal());
}

// Who is to get what from whom. Parasol pays nobody; the organizations do, after their offers were accepted.
Sheet pay_list(const Call& call, store::Reader& db, const AllocationRound& round)
{
    const auto words = programs::words_of(*call.library, call.language);
    const auto all = call.library->catalog->current(db);
    Sheet list;
    auto& head = list.rows.emplace_back();
    for (const auto* column : kColumns) head.push_back(text(words.say("rounds.pay." + std::string(column))));
    for (const auto& award : store::list_round_awards(db, round.id, {}, 0, store::kAllRows)) {
        const auto* program = programs::find(*all, award.program);
        list.rows.push_back({text(std::to_string(award.number)),
                             text(award.reference),
                             text(contact_name(db, call, award.referral)),
                             text(call.library->divisions->path(award.village)),
                             text(words.say("need." + award.need_type)),
                             text(program_name(words, *all, award.program)),
                             text(program ? program->organization_name : std::string()),
                             text(award_text(words, *call.library, award)),
                             {{}, award.cost.fen}});
    }
    return list;
}

// Approved, and of an area that is all the actor's.
WantedRound to_pay(const Call& call, store::Reader& db)
{
    auto round = round_in_path(call, db);
    if (!round || round->state != RoundState::approved || !may_approve(call.actor, *round))
        return std::unexpected(not_found(call));
    return *std::move(round);
}

Response download(std::string type, std::string body, const std::string& name)
{
    Response response{.status = 200, .content_type = std::move(type), .body = std::move(body)};
    response.fields.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

Response csv(const Call& call, store::Reader& db, const AllocationRound& round)
{
    return download("text/csv; charset=utf-8", csv_of(pay_list(call, db, round)), "pay-list.csv");
}

Response xlsx(const Call& call, store::Reader& db, const AllocationRound& round)
{
    return download("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    xlsx_of(pay_list(call, db, round), kWidths), "pay-list.xlsx");
}

// The same rows under the names of their columns.
Response rows(const Call& call, store::Reader& db, const AllocationRound& round)
{
    const auto list = pay_list(call, db, round);
    json items = json::array();
    for (std::size_t i = 1; i < list.rows.size(); ++i) {
        json item = json::object();
        for (std::size_t column = 0; column < std::size(kColumns); ++column) {
            const auto& cell = list.rows[i][column];
            if (cell.fen)
                item["cost_fen"] = *cell.fen;
            else
                item[kColumns[column]] = cell.text;
        }
        items.push_back(std::move(item));
    }
    return json_response(200, json{{"items", std::move(items)}}.dump());
}

} // namespace

// GET /rounds/{id}/pay-list.csv
const Steps kPayListCsv = told_first("round.pay_list", to_pay, csv);

// GET /rounds/{id}/pay-list.xlsx
const Steps kPayListXlsx = told_first("round.pay_list", to_pay, xlsx);

// GET /api/v1/rounds/{id}/pay-list
const Steps kPayListApi = told_first("round.pay_list", to_pay, rows);

// GET /rounds/{id}/certificate
Response certificate(const Call& call, store::Reader& db)
{
    const auto round = round_in_path(call, db);
    if (!round || !has_result(*round)) return not_found(call);
    return download("application/json", store::find_round_texts(db, round->id).certificate,
                    "certificate.json");
}

} // namespace server::rounds
