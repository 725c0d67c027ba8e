#include "models/store/tasks.hpp"
#include "server/app.hpp"
#include "server/auth/guard.hpp"
#include "server/http/decode.hpp"
#include "server/http/etag.hpp"
#include "server/http/steps.hpp"
#include "tests/server/attachments/pictures.hpp"
#include "tests/server/rights/given.hpp"
#include "tests/server/rights/looking.hpp"
#include <algorithm>
#include <stdexcept>

// How a question is put to the program, and the world into the state it is about.
namespace given {

using namespace models;
using namespace server;
using rights::Record;

namespace {

constexpr std::pair<Record, const char*> kTables[] = {{Record::referral, "referral"},
                                                      {Record::offer, "offer"},
                                                      {Record::program, "program"},
                                                      {Record::round, "round"},
                                                      {Record::organization, "organization"},
                                                      {Record::account, "account"},
                                                      {Record::objection, "objection"},
                                                      {Record::application, "application"},
                                                      {Record::standing_rule, "standing_rule"},
                                                      {Record::task, "task"},
                                                      {Record::token, "api_token"},
                                                      {Record::site, "site"},
                                                      {Record::payment, "payment_run"},
                                                      {Record::worry, "worry"},
                                                      {Record::attachment, "attachment"},
                                                      {Record::stock, "stock_item"},
                                                      {Record::approval, "approval"},
                                                      {Record::channel, "channel"},
                                                      {Record::sketch, "program_sketch"}};

bool has_version(Record record)
{
    return record != Record::standing_rule && record != Record::task && record != Record::token &&
           record != Record::site && record != Record::attachment && record != Record::stock;
}

std::int64_t audit_rows(store::Connection& connection)
{
    store::Writer reader(connection);
    auto query = reader.query({"test.audit", "SELECT COUNT(*) FROM audit"});
    std::int64_t count{};
    query.next(count);
    return count;
}

std::string table_of(Record record)
{
    return std::ranges::find(kTables, record, [](const auto& row) { return row.first; })->second;
}

struct Undone {
    store::Connection& connection;
    explicit Undone(store::Connection& of) : connection(of) { connection.begin(); }
    ~Undone() { connection.rollback(); }
};

} // namespace

const Router& router() { return all_routes(); }

std::string RightsWorld::path_of(const Route& route) const
{
    std::string path;
    const auto record = rights::record_of(route.path);
    bool first = true;
    for (std::size_t at = 0; at < route.path.size();) {
        if (route.path[at] != '{') {
            path += route.path[at++];
            continue;
        }
        const auto end = route.path.find('}', at);
        const std::string name(route.path.substr(at + 1, end - at - 1));
        path += first && record ? std::to_string(ids_.at(*record)) : others_.at(name);
        first = false;
        at = end + 1;
    }
    return path;
}

void RightsWorld::put(Record record, std::string_view state)
{
    if (record == Record::referral) ids_[record] = state == "draft" ? draft_ : live_;
    change("UPDATE " + table_of(record) + " SET state = '" + std::string(state) +
           "' WHERE id = " + std::to_string(ids_.at(record)));
}

void RightsWorld::put_author(const Actor& actor)
{
    change("UPDATE referral SET author_id = " + to_text(actor.account) +
           " WHERE id = " + std::to_string(ids_.at(Record::referral)));
}

void RightsWorld::put_owner(const Actor& actor)
{
    change("UPDATE api_token SET account_id = " + to_text(actor.account) +
           " WHERE id = " + std::to_string(ids_.at(Record::token)));
}

void RightsWorld::put_task_of(Role role)
{
    const auto kind = role == Role::township ? TaskKind::confirm_contact
                      : is_charity(role)     ? TaskKind::look_at_rule
                                             : TaskKind::read_reason;
    change("UPDATE task SET kind = '" + std::string(name_of(kind)) + "', side = '" +
           std::string(name_of(rule_of(kind).side)) + "', organization_id = " + to_text(organization) +
           " WHERE id = " + std::to_string(ids_.at(Record::task)));
}

void RightsWorld::change(const std::string& sql)
{
    auto& connection = db.connection();
    connection.begin();
    connection.execute("test.put", sql);
    connection.commit();
}

std::int64_t RightsWorld::version_of(Record record) const
{
    if (!has_version(record)) return 0;
    const auto sql =
        "SELECT version FROM " + table_of(record) + " WHERE id = " + std::to_string(ids_.at(record));
    return std::stoll(db.value_of(sql.c_str()));
}

Response RightsWorld::run_undone(const Route& route, const Call& call)
{
    auto& connection = db.connection();
    const Undone undone(connection);
    auto response = run_counted(route, call);
    if (response.status < 400 && audited_ == 0) { // no row tells of it: was anything changed?
        const auto left = records(connection);
        connection.rollback();
        connection.begin();
        changed_unseen_ = left != records(connection);
    }
    return response;
}

Response RightsWorld::run_counted(const Route& route, const Call& call)
{
    auto& connection = db.connection();
    const auto before = audit_rows(connection);
    const auto since = keeps_left ? connection.next_id() : 0;
    auto response = [&] {
        if (const auto* steps = std::get_if<const Steps*>(&route.handler)) return run_steps(**steps, call);
        store::Writer writer(connection);
        auto answer = std::get<WritePage>(route.handler)(call, writer);
        if (answer.status < 400) writer.keep();
        return answer;
    }();
    audited_ = audit_rows(connection) - before;
    if (keeps_left) left_ = everything(connection, since);
    return response;
}

// As the lanes do, but all that is written is one transaction.
Response RightsWorld::run_steps(const Steps& steps, const Call& call)
{
    std::any carried;
    for (const auto& step : steps.steps) {
        std::optional<Response> answer;
        if (step.lane == LaneName::write) {
            store::Writer writer(db.connection());
            answer = step.run(call, &writer, &writer, carried);
            if (!answer || answer->status < 400) writer.keep();
        } else if (step.lane == LaneName::read) {
            store::Reader reader(*reader_);
            answer = step.run(call, &reader, nullptr, carried);
        } else {
            answer = step.run(call, nullptr, nullptr, carried);
        }
        if (answer) return *std::move(answer);
    }
    throw std::logic_error("the last step must answer");
}

// The page that offers names what and to whom.
std::string RightsWorld::query_of(const Route& route) const
{
    if (route.path == "/payments/new") return "?program=" + to_text(program);
    if (route.path != "/referrals/{id}/offer" || route.verb != Verb::get) return {};
    return "?need=" + others_.at("need") + "&program=" + std::to_string(program.value);
}

// What such a request has to carry so that it is read at all.
std::string RightsWorld::body_of(const Route& route, const std::string& act) const
{
    if (!act.empty()) return R"({"act":")" + act + R"("})";
    if (route.path == "/api/v1/referrals/{id}/offers")
        return R"({"need":")" + others_.at("need") + R"(","program":")" + to_text(program) + R"("})";
    return "{}";
}

// What each side does with a worry; every other form with an act knows this one.
static std::string form_act(const Route& route, const Actor& actor)
{
    if (rights::record_of(route.path) != Record::worry) return "refuse";
    return actor.is_charity() ? "close" : "answer";
}

Response RightsWorld::ask(const Route& route, const Actor& actor, const std::string& act)
{
    auto asked = call({}, route.verb, path_of(route) + query_of(route));
    Sent form{{"need", others_.at("need")},
              {"program", std::to_string(program.value)},
              {"act", form_act(route, actor)},
              {"text", "再看看"},
              {"line", "1"},
              {"result", "failed"},
              {"why", "账号不对"}};
    asked.captures = router().find(route.verb, asked.path).captures;
    asked.host = "parasol.example";
    asked.peer = "10.0.0.1";
    if (actor) asked.cookie_session = "session of " + to_text(actor.account);
    asked.idempotency_key = "key-" + std::to_string(++asked_);
    const auto csrf = db.vault()->csrf_token(db.vault()->session_hash(asked.cookie_session));
    form.emplace_back("csrf", csrf);
    form.emplace_back("once", "once-" + std::to_string(asked_));
    form.insert(form.end(), more.begin(), more.end());
    if (const auto record = rights::record_of(route.path)) {
        const auto version = std::to_string(version_of(*record));
        form.emplace_back("version", version);
        asked.if_match = etag_of(version_of(*record));
    }
    if (route.takes == Takes::files) {
        asked.multipart = "multipart/form-data; boundary=b";
        for (const auto* field : {"vouchers", "files"}) asked.uploads.push_back({field, drawing()});
    }
    asked.csrf_header = csrf;
    asked.body = asked.api ? body_of(route, act) : "";
    if (asked.api) asked.content_type = "application/json";
    if (route.verb != Verb::get && !asked.api) {
        asked.form = Form(form);
        for (const auto& [name, value] : form)
            asked.body += (asked.body.empty() ? "" : "&") + name + "=" + percent_encoded(value);
    }
    audited_ = 0;
    changed_unseen_ = false;
    auto response = [&] {
        {
            store::Reader reader(*reader_);
            auto admission = auth::admit(asked, route, reader);
            if (admission.refused) return *std::move(admission.refused);
            if (const auto* page = std::get_if<ReadPage>(&route.handler)) return (*page)(asked, reader);
        }
        return run_undone(route, asked);
    }();
    response.note = auth::denial(asked, route, response);
    return response;
}

} // namespace given
