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
#include "server/config.hpp"
#include "server/population/population.hpp"
#include "tests/server/referrals/given.hpp"

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

} // namespace

RightsWorld::RightsWorld() : SiteWorld(9)
{
    library = make_library(std::make_shared<const Config>());
    fill_people();
    const auto helped = fill_case();
    fill_office(helped);
    fill_papers(helped);
    fill_site();
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

void RightsWorld::fill_people()
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
}

// A family that was helped in part, and a draft.
offers::OfferRow RightsWorld::fill_case()
{
    const auto row = accepted();
    const auto delivered = act(charity(), [&](const Desk& desk) {
        return offers::deliver(desk, seen(row), {10'000, day_of(now), "bank", "本人", ""});
    });
    live_ = row.referral.value;
    change("UPDATE referral SET left_state = 'reported' WHERE id = " + std::to_string(live_));
    const auto author = village();
    const auto colleague = county().account;
    draft_ = db.write([&](store::Writer& writer) {
                   return referrals::start_draft({writer, author, *library, now});
               }).id.value;
    ids_ = {{Record::referral, live_},
            {Record::offer, row.id.value},
            {Record::program, program.value},
            {Record::organization, organization.value},
            {Record::account, account(Role::caseworker, {}, organization, "a colleague").account.value}};
    db.write([&](store::Writer& writer) {
        others_["delivery"] = to_text(store::list_deliveries(writer, delivered.value().id).front().id);
        others_["consent"] = to_text(store::list_consents(writer, row.referral).front().id);
        others_["member"] = "2";
        others_["act"] = "rotate";
        others_["dispatch"] = "1";
        others_["need"] = to_text(row.need);
        store::insert_move(writer,
                           {.referral = row.referral,
                            .act = ReferralAct::suspend,
                            .from = ReferralState::confirmed,
                            .to = ReferralState::suspended,
                            .by = colleague,
                            .side = Side::county,
                            .at = now},
                           {});
    });
    return row;
}

// What the county decides, and what somebody has to do.
void RightsWorld::fill_office(const offers::OfferRow& row)
{
    const auto officer = people_.at({Role::county, Relation::own});
    db.write([&](store::Writer& writer) {
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

} // namespace given
