#include "tests/server/population/given.hpp"
#include "models/store/accounts.hpp"
#include "models/store/capacity.hpp"
#include "server/formats/program_json.hpp"
#include "server/programs/document.hpp"
#include "server/referrals/service.hpp"
#include <fstream>
#include <nlohmann/json.hpp>

namespace given {

using namespace models;
using nlohmann::json;

static AccountId insert_village(store::Writer& db, Time now)
{
    store::AccountRow row;
    row.actor.role = Role::village;
    row.actor.area = support::kVillage;
    row.actor.name = "王村官";
    row.login = "village";
    return store::insert_account(db, row, now);
}

static OrganizationId insert_charity(store::Writer& db, Time now)
{
    store::OrganizationRow row;
    row.uuid = store::new_uuid();
    row.unified_code = "53520000MJ0000018Q";
    row.name = "春风基金会";
    row.kind = "foundation";
    row.area = support::kCounty;
    return store::insert_organization(db, row, now);
}

static Program program_paying(const std::string& code, std::int64_t fen, ProgramState state)
{
    auto told = json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/whole_program.json"));
    for (const auto* part : {"windows", "sites", "caps", "must_not_have", "excludes"})
        told[part] = json::array();
    told["code"] = code;
    told["state"] = name_of(state);
    told["by_list"] = false;
    told["rule"] = {{"fact", "income_per_head_month"},
                    {"at_most", {{"standard", "dibao_line"}, {"times", "2"}}}};
    told["served"] = {{"of", "residence"}, {"areas", json::array({"52"})}};
    told["capacity"] = {
        {"places", 10}, {"budget_fen", nullptr}, {"keeps_waitlist", true}, {"quotas", json::array()}};
    told["purposes"] =
        json::array({{{"need", "living"}, {"main", true}}, {{"need", "medical"}, {"main", false}}});
    told["award"]["minimum_fen"] = nullptr;
    told["award"]["cases"] = json::array({{{"when", nullptr}, {"fixed_fen", fen}}});
    return server::read_program(told, {}).value();
}

Place::Place(store::Backend backend) : db(backend), tables_(support::tables_of_config())
{
    tables_->policy = std::make_shared<const matching::Policy>();
    db.write([&](store::Writer& writer) {
        village_ = store::find_account(writer, insert_village(writer, now))->actor;
        organization_ = insert_charity(writer, now);
    });
    offer("first", 500'000);
    offer("second", 300'000);
}

ReferralId Place::report()
{
    const auto told = json::parse(std::ifstream(SOURCE_DIR "/tests/fixtures/grandmother.json"));
    const auto& tables = *tables_;
    auto body = server::read_referral(told, tables.need_types, *tables.divisions, now, "village").value();
    return db.write([&](store::Writer& writer) {
        return server::referrals::report_at_once({writer, village_, tables, now}, std::move(body)).value().id;
    });
}

ReferralId Place::draft()
{
    return db.write([&](store::Writer& writer) {
        return server::referrals::start_draft({writer, village_, *tables_, now}).id;
    });
}

Referral Place::find(store::Reader& reader, ReferralId id) const
{
    return store::find_referral(reader, {support::kCounty, {}}, id).value();
}

void Place::save(ReferralId id, const std::function<void(Referral&)>& change)
{
    db.write([&](store::Writer& writer) {
        auto referral = find(writer, id);
        change(referral);
        if (!store::save_referral(writer, referral, now))
            throw std::logic_error("the referral was not saved");
    });
}

void Place::make_urgent(ReferralId id)
{
    save(id, [](Referral& referral) { referral.urgency = Urgency::urgent; });
}

void Place::end(ReferralId id)
{
    save(id, [](Referral& referral) {
        referral.state = ReferralState::closed;
        referral.close_reason = CloseReason::withdrawn;
    });
}

void Place::erase(ReferralId id)
{
    db.write([&](store::Writer& writer) {
        writer.change({"test.erase", "DELETE FROM household_document WHERE referral_id = :id"}, {{"id", id}});
        store::append_change(writer, "referral", id.value);
    });
}

void Place::tell_income(ReferralId id, std::int64_t yuan_a_year)
{
    db.write([&](store::Writer& writer) {
        auto referral = find(writer, id);
        auto document = server::referrals::find_document(writer, referral);
        FactRecord record;
        record.fact = Fact::income_year;
        record.value = yuan_a_year * 100;
        record.valid_from = day_of(now);
        record.recorded_at = now;
        document.body.household.facts.push_back(record);
        ++referral.facts_version;
        store::insert_document(writer, id, referral.facts_version, server::referrals::written(document),
                               village_.account, now);
        if (!store::save_referral(writer, referral, now))
            throw std::logic_error("the referral was not saved");
    });
}

ProgramId Place::offer(const std::string& code, std::int64_t fen)
{
    auto row = server::programs::row_of(program_paying(code, fen, ProgramState::open));
    row.organization = organization_;
    row.uuid = store::new_uuid();
    return db.write([&](store::Writer& writer) { return store::insert_program(writer, row, now); });
}

void Place::change(ProgramId id, ProgramState state, std::int64_t fen)
{
    db.write([&](store::Writer& writer) {
        const auto known = store::find_program(writer, id).value();
        auto row = server::programs::row_of(program_paying(known.code, fen, state));
        row.id = id;
        row.version = known.version;
        row.room = known.room;
        if (store::save_program(writer, row, now) != store::SaveProgram::saved)
            throw std::logic_error("the program was not saved");
    });
}

void Place::take_place(ProgramId id)
{
    db.write([&](store::Writer& writer) {
        store::move_capacity(writer, id, "", store::CapacityMove::reserve, {1, {}});
    });
}

std::shared_ptr<server::Library> Place::process() const
{
    auto library = std::make_shared<server::Library>(*tables_);
    library->catalog = std::make_shared<server::programs::Catalog>(*library);
    library->population = std::make_shared<Population>(*library);
    return library;
}

void read_all(const support::TestDb& db, Population& population)
{
    while (!db.read([&](store::Reader& reader) { return population.load_more(reader); })) continue;
}

server::population::GenerationPtr newest(const support::TestDb& db, Population& population)
{
    return db.read([&](store::Reader& reader) { return population.current(reader); });
}

} // namespace given
