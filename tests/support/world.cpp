#include "tests/support/world.hpp"
#include "models/store/accounts.hpp"
#include "server/config.hpp"
#include "server/http/decode.hpp"
#include "server/http/steps.hpp"
#include "server/library/tables.hpp"
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace support {

using namespace models;

static std::string file_of_tree(const std::string& path)
{
    std::ifstream file(std::string(SOURCE_DIR "/") + path);
    if (!file) throw std::runtime_error(path + " is not there");
    return {std::istreambuf_iterator<char>(file), {}};
}

std::shared_ptr<server::Library> tables_of_config()
{
    auto library = std::make_shared<server::Library>();
    library->config = std::make_shared<const server::Config>();
    library->divisions =
        std::make_shared<const Divisions>(server::read_divisions(file_of_tree("config/areas.csv")));
    library->standards =
        std::make_shared<const Standards>(server::read_standards(file_of_tree("config/standards.csv")));
    library->working_days =
        std::make_shared<const WorkingDays>(server::read_working_days(file_of_tree("config/holidays.csv")));
    library->ladders =
        std::make_shared<const Ladders>(server::read_ladders(file_of_tree("config/ladders.csv")));
    library->need_types = server::read_need_types(file_of_tree("config/needs.csv"));
    return library;
}

World::World(std::shared_ptr<server::Library> tables, store::Backend backend)
    : db(backend), library(std::move(tables))
{
}

Actor World::officer(Role role, Area area, const std::string& login)
{
    return db.write([&](store::Writer& writer) {
        if (const auto known = store::find_account(writer, login)) return known->actor;
        store::AccountRow row;
        row.actor.role = role;
        row.actor.area = area;
        row.actor.name = "officer " + login;
        row.login = login;
        const auto id = store::insert_account(writer, row, now);
        return store::find_account(writer, id)->actor;
    });
}

server::Call World::call(const Actor& actor, server::Verb verb, const std::string& target, Fields form)
{
    server::Call call;
    call.verb = verb;
    call.target = target;
    call.path = target.substr(0, target.find('?'));
    if (const auto at = target.find('?'); at != std::string::npos)
        call.query = server::read_form(target.substr(at + 1)).value();
    server::Pairs<std::string> fields;
    for (const auto& [name, value] : form) fields.emplace_back(name, value);
    for (const auto& [name, value] : fields)
        call.body += (call.body.empty() ? "" : "&") + name + "=" + server::percent_encoded(value);
    call.form = server::Form(std::move(fields));
    call.now = now;
    call.actor = actor;
    call.csrf = "csrf-token";
    call.request_id = "r-1";
    call.api = call.path.starts_with("/api/");
    call.library = library;
    return call;
}

namespace {

server::Response run_steps(TestDb& db, const server::Steps& steps, const server::Call& call)
{
    std::any carried;
    for (const auto& step : steps.steps) {
        std::optional<server::Response> answer;
        if (step.lane == server::LaneName::write) {
            db.connection().begin();
            {
                store::Writer writer(db.connection());
                answer = step.run(call, &writer, &writer, carried);
                if (!answer || answer->status < 400) writer.keep();
            }
            db.connection().commit();
        } else if (step.lane == server::LaneName::read) {
            const auto connection = db.open(store::Connection::Access::read);
            store::Reader reader(*connection);
            answer = step.run(call, &reader, nullptr, carried);
        } else {
            answer = step.run(call, nullptr, nullptr, carried);
        }
        if (answer) return *std::move(answer);
    }
    throw std::logic_error("the last step must answer");
}

} // namespace

server::Response World::run(const server::Route& route, const server::Call& call)
{
    if (const auto* page = std::get_if<server::ReadPage>(&route.handler)) {
        const auto connection = db.open(store::Connection::Access::read);
        store::Reader reader(*connection);
        return (*page)(call, reader);
    }
    if (const auto* steps = std::get_if<const server::Steps*>(&route.handler))
        return run_steps(db, **steps, call);
    const auto page = std::get<server::WritePage>(route.handler);
    db.connection().begin();
    server::Response answer;
    {
        store::Writer writer(db.connection());
        answer = page(call, writer);
        if (answer.status < 400) writer.keep();
    }
    db.connection().commit();
    return answer;
}

std::int64_t World::count(const char* table)
{
    return std::stoll(db.value_of((std::string("SELECT COUNT(*) FROM ") + table).c_str()));
}

std::int64_t World::count_events(const std::string& event)
{
    return std::stoll(db.value_of("SELECT COUNT(*) FROM audit WHERE event = :event", {{"event", event}}));
}

} // namespace support
