#include "tests/server/rights/given.hpp"
#include "models/application.hpp"
#include "models/round.hpp"
#include "models/store/accounts.hpp"
#include "models/store/applications.hpp"
#include "models/store/approvals.hpp"
#include "models/store/attachments.hpp"
#include "models/store/channels.hpp"
#include "models/store/consents.hpp"
#include "models/store/objections.hpp"
#include "models/store/payments.hpp"
#include "models/store/rounds.hpp"
#include "models/store/sketches.hpp"
#include "models/store/standing_rules.hpp"
#include "models/store/stock.hpp"
#include "models/store/tasks.hpp"
#include "models/store/worries.hpp"
#include "server/app.hpp"
#include "server/auth/guard.hpp"
#include "server/config.hpp"
#include "server/http/decode.hpp"
#include "server/http/etag.hpp"
#include "server/http/steps.hpp"
#include "server/population/population.hpp"
#include "tests/server/attachments/pictures.hpp"
#include "tests/server/referrals/given.hpp"
#include <algorithm>
#include <stdexcept>

namespace given {

using namespace models;
using namespace server;
using rights::Record;
using support::kCounty;
using support::kTownship;
using support::kVillage;

namespace {

constexpr Area kNextVillage{520324103208};
constexpr Area kFarTownship{520525001000};
constexpr Area kNextTownship{520324102000};

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

std::string table_of(Record record)
{
    return std::ranges::find(kTables, record, [](const auto& row) { return row.first; })->second;
}

} // namespace

const Router& router() { return all_routes(); }

RightsWorld::RightsWorld() : SiteWorld(9)
{
    library = make_library(std::make_shared<const Config>());
    fill();
    while (!db.read([&](store::Reader& reader) { return library->population->load_more(reader); })) continue;
    reader_ = db.open(store::Connection::Access::read);
}

Actor RightsWorld::account(Role role, Area area, OrganizationId organization, const std::string& login)
{
    return db.write([&](store::Writer& writer) {
        store::AccountRow row;
        row.actor.role = role;
        row.actor.area = area;
        row.actor.organization = organization;
        row.actor.name = login;
        row.login = login;
        const auto id = store::insert_account(writer, row, now);
        const auto session = "session of " + to_text(id);
        store::insert_session(writer, session, id, now);
        store::mark_factor(writer, session, now);
        return store::find_account(writer, id)->actor;
    });
}

void RightsWorld::fill()
{
    const auto place = [&](Role role, Area own, Area other) {
        people_[{role, Relation::own}] = account(role, own, {}, "own." + std::string(name_of(role)));
        people_[{role, Relation::other}] = account(role, other, {}, "other." + std::string(name_of(role)));
    };
    place(Role::village, kVillage, kNextVillage);
    place(Role::township, kTownship, kNextTownship);
    far_township_ = account(Role::township, kFarTownship, {}, "far.township");
    place(Role::county, kCounty, support::kOtherCounty);
    for (const auto role : {Role::caseworker, Role::charity_manager}) {
        const std::string name(name_of(role));
        people_[{role, Relation::own}] = account(role, {}, organization, "own." + name);
        people_[{role, Relation::other}] = account(role, {}, other_organization, "other." + name);
    }
    for (const auto role : {Role::analyst, Role::admin, Role::integrator})
        people_[{role, Relation::own}] = account(role, {}, {}, "own." + std::string(name_of(role)));

    const auto row = accepted();
    const auto delivered = act(charity(), [&](const Desk& desk) {
        return offers::deliver(desk, seen(row), {10'000, day_of(now), "bank", "本人", ""});
    });
    live_ = row.referral.value;
    change("UPDATE referral SET left_state = 'reported' WHERE id = " + std::to_string(live_));
    const auto author = village();
    draft_ = db.write([&](store::Writer& writer) {
                   return referrals::start_draft({writer, author, *library, now});
               }).id.value;
    ids_ = {{Record::referral, live_},
            {Record::offer, row.id.value},
            {Record::program, program.value},
            {Record::organization, organization.value},
            {Record::account, account(Role::caseworker, {}, organization, "a colleague").account.value}};
    const auto officer = people_.at({Role::county, Relation::own});
    const auto colleague = county().account;
    db.write([&](store::Writer& writer) {
        others_["delivery"] = to_text(store::list_deliveries(writer, delivered.value().id).front().id);
        others_["consent"] = to_text(store::list_consents(writer, row.referral).front().id);
        others_["member"] = "2";
        others_["act"] = "rotate";
        others_["dispatch"] = "1";
        others_["need"] = to_text(row.need);
        ids_[Record::round] = store::insert_round(writer,
                                                  {.name = "一轮",
                                                   .area = kCounty,
                                                   .opened_by = officer.account,
                                                   .opened_at = now,
                                                   .seed = "seed"},
                                                  {program})
                                  .value;
        ids_[Record::objection] = store::insert_objection(writer, {.referral = row.referral,
                                                                   .about = ObjectionAbout::handling,
                                                                   .text = "没有回音",
                                                                   .raised_at = now})
                                      ->value;
        ids_[Record::application] =
            store::insert_application(writer, {.unified_code = "53520000MJ0000020W",
                                               .name = "新来的基金会",
                                               .kind = "foundation",
                                               .area = kCounty,
                                               .certificate_until = plus_days(day_of(now), 300),
                                               .contact = PrivateText("某人"),
                                               .phone = PrivateText("13800000000"),
                                               .applied_at = now})
                .value;
        ids_[Record::standing_rule] = store::insert_standing_rule(writer, {.county = kCounty,
                                                                           .need_type = "living",
                                                                           .most = {100},
                                                                           .tries = 1,
                                                                           .approved_by = officer.account,
                                                                           .approved_at = now})
                                          .value;
        store::insert_move(writer,
                           {.referral = row.referral,
                            .act = ReferralAct::suspend,
                            .from = ReferralState::confirmed,
                            .to = ReferralState::suspended,
                            .by = colleague,
                            .side = Side::county,
                            .at = now},
                           {});
        ids_[Record::token] = store::insert_token(writer,
                                                  {.account = officer.account,
                                                   .label = "a machine",
                                                   .expires_at = now + std::chrono::hours(24)},
                                                  "a token", now)
                                  .value;
        store::begin_task(
            writer,
            {.kind = TaskKind::read_reason, .referral = row.referral, .begun_at = now, .due_at = now});
        ids_[Record::task] = store::open_tasks_of(writer, row.referral).back().id.value;
    });
    fill_papers(row);
    fill_site();
}

// A child at the site whose staff knows it, a session, what was agreed to and what was seen.
void RightsWorld::fill_site()
{
    const auto at_site = child();
    const auto on = session(day_of(now));
    const auto staff = people_.at({Role::caseworker, Relation::own}).account;
    db.write([&](store::Writer& writer) {
        ids_[Record::site] = site.value;
        others_["child"] = to_text(at_site.id);
        others_["session"] = to_text(on);
        others_["staff"] =
            to_text(store::insert_staff(writer, {{}, site, staff, "", StaffRole::leader, staff, now}));
        const auto worry = store::insert_worry(writer, {.child = at_site.id,
                                                        .site = site,
                                                        .kind = WorryKind::accident,
                                                        .state = WorryState::open,
                                                        .due_at = now});
        store::insert_worry_move(writer, {worry, WorryAct::raise, Side::charity, staff, "摔倒", now});
        ids_[Record::worry] = worry.value;
    });
}

// A voucher, and a list that is to be paid.
void RightsWorld::fill_papers(const offers::OfferRow& of)
{
    const auto by = charity().account, colleague = county().account;
    db.write([&](store::Writer& writer) {
        ids_[Record::attachment] =
            store::insert_attachment(writer,
                                     {.referral = of.referral,
                                      .delivery = store::list_deliveries(writer, of.id).front().id,
                                      .kind = AttachmentKind::png,
                                      .bytes = 8,
                                      .sha256 = std::string(64, '0'),
                                      .added_by = by,
                                      .added_at = now},
                                     "a voucher")
                .value;
        const auto run = store::insert_payment_run(writer, {.organization = organization,
                                                            .program = program,
                                                            .state = PaymentRunState::prepared,
                                                            .prepared_by = by,
                                                            .prepared_at = now});
        store::insert_payment_line(writer, run, 1, of.id, {100});
        ids_[Record::payment] = run.value;
        others_["section"] = "basic";
        ids_[Record::sketch] =
            store::insert_sketch(writer, {.organization = organization,
                                          .document = R"({"rule":{"all":[]},"award":{"cases":[]}})",
                                          .changed_by = by,
                                          .changed_at = now})
                .value;
        ids_[Record::stock] =
            store::insert_stock_item(
                writer, {.organization = organization, .name = "大米", .unit = "袋", .quantity = 9})
                ->value;
        ids_[Record::approval] = store::insert_approval(writer, {.kind = ApprovalKind::export_referrals,
                                                                 .state = ApprovalState::asked,
                                                                 .area = kCounty,
                                                                 .ask = "all",
                                                                 .reason = "年度报告",
                                                                 .asked_by = colleague,
                                                                 .asked_at = now,
                                                                 .until_at = now + std::chrono::hours(24)})
                                     .value;
        ids_[Record::channel] =
            store::insert_channel(writer,
                                  {.kind = ChannelKind::webhook,
                                   .state = ChannelState::on,
                                   .account = by,
                                   .office = {.side = Side::charity, .organization = organization},
                                   .keys = {.target = "https://receiver.example/"}},
                                  now)
                .value;
    });
}

std::optional<Actor> RightsWorld::somebody(Role role, Relation relation, std::optional<Record> record) const
{
    // A round is about a whole county: the next township is concerned, too.
    if (record == Record::round && role == Role::township && relation == Relation::other)
        return far_township_;
    const auto found = people_.find({role, relation});
    return found == people_.end() ? std::nullopt : std::optional(found->second);
}

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
    struct Undone {
        store::Connection& connection;
        explicit Undone(store::Connection& of) : connection(of) { connection.begin(); }
        ~Undone() { connection.rollback(); }
    } undone(db.connection());
    if (const auto* steps = std::get_if<const Steps*>(&route.handler)) return run_steps(**steps, call);
    store::Writer writer(undone.connection);
    return std::get<WritePage>(route.handler)(call, writer);
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

Response RightsWorld::ask(const Route& route, const Actor& actor, const std::string& act)
{
    auto asked = call({}, route.verb, path_of(route) + query_of(route));
    Sent form{{"need", others_.at("need")},
              {"program", std::to_string(program.value)},
              {"act", "refuse"},
              {"text", "再看看"},
              {"line", "1"},
              {"result", "failed"},
              {"why", "账号不对"}};
    asked.captures = router().find(route.verb, asked.path).captures;
    asked.host = "parasol.example";
    asked.peer = "10.0.0.1";
    if (actor) asked.cookie_session = "session of " + to_text(actor.account);
    asked.idempotency_key = "key-" + std::to_string(++asked_);
    const auto csrf = db.vault()->csrf_token(db.vault()->secret_hash(asked.cookie_session));
    form.emplace_back("csrf", csrf);
    form.emplace_back("once", "once-" + std::to_string(asked_));
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
    {
        store::Reader reader(*reader_);
        auto admission = auth::admit(asked, route, reader);
        if (admission.refused) return *std::move(admission.refused);
        if (const auto* page = std::get_if<ReadPage>(&route.handler)) return (*page)(asked, reader);
    }
    return run_undone(route, asked);
}

} // namespace given
