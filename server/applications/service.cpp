#include "server/applications/service.hpp"
#include "models/identity.hpp"
#include "models/store/applications.hpp"
#include "models/store/audit.hpp"
#include "models/store/programs.hpp"
#include "server/organizations/service.hpp"
#include <algorithm>

namespace server::applications {

using namespace models;

namespace {

constexpr std::size_t kLongestName = 100, kLongestContact = 60, kLongestReason = 500;

using Faults = std::vector<Fault>;

std::string text_within(const std::string& typed, std::size_t most, const char* pointer, Faults& faults)
{
    if (typed.empty() || count_characters(typed) > most)
        faults.push_back({"error.application.text", pointer, {{"most", std::to_string(most)}}});
    return typed;
}

std::string read_code(store::Reader& db, const std::string& typed, Faults& faults)
{
    const auto code = parse_unified_code(typed);
    if (!code) {
        for (const auto& fault : code.error().faults)
            faults.push_back({fault.key, "/unified_code", fault.values});
        return {};
    }
    if (store::find_organization_by_code(db, *code))
        faults.push_back({"error.application.registered", "/unified_code", {}});
    else if (store::is_applied_for(db, *code))
        faults.push_back({"error.application.applied", "/unified_code", {}});
    return *code;
}

Area read_area(const Divisions& divisions, const std::string& typed, Faults& faults)
{
    const auto area = parse_area(typed);
    const bool known = area && level_of(*area) <= AreaLevel::county && divisions.find(*area);
    if (!known) faults.push_back({"error.application.area", "/area", {}});
    return known ? divisions.current(*area) : Area{};
}

Date read_until(const std::string& typed, Date today, Faults& faults)
{
    const auto until = parse_date(typed);
    if (!until)
        faults.push_back({"error.application.date", "/certificate_until", {}});
    else if (*until < today)
        faults.push_back({"error.application.expired", "/certificate_until", {}});
    return until.value_or(Date{});
}

bool read_yes_no(const std::string& typed, Faults& faults)
{
    if (typed != "yes" && typed != "no")
        faults.push_back({"error.application.choose", "/public_fundraising", {}});
    return typed == "yes";
}

std::string read_kind(const std::string& typed, Faults& faults)
{
    if (std::ranges::find(organizations::kKinds, typed) == organizations::kKinds.end())
        faults.push_back({"error.application.choose", "/kind", {}});
    return typed;
}

Result<Application> opened(store::Reader& db, const Actor& by, const Seen& seen)
{
    auto found = find_in_scope(db, by, seen.id);
    if (!found) return refuse(Reason::not_found, "problem.404");
    if (found->state != ApplicationState::applied)
        return refuse(Reason::wrong_state, "error.application.decided");
    if (found->version != seen.version) return refuse(Reason::stale, "problem.409");
    return *std::move(found);
}

// As it was checked, not as it was said.
Result<store::OrganizationRow> checked(const Application& application, const Check& check, Date today)
{
    Faults faults;
    if (!check.code) faults.push_back({"error.application.check", "/checked_code", {}});
    if (!check.contact) faults.push_back({"error.application.check", "/checked_contact", {}});
    store::OrganizationRow row{.unified_code = application.unified_code,
                               .name = application.name,
                               .kind = application.kind,
                               .area = application.area};
    row.certificate_until = read_until(check.certificate_until, today, faults);
    row.public_fundraising = read_yes_no(check.public_fundraising, faults);
    if (!faults.empty()) return refuse(std::move(faults));
    return row;
}

Result<void> decide(store::Writer& db, const Actor& by, const Application& row, const char* event, Time now)
{
    if (!store::decide_application(db, row, by.account, now)) return refuse(Reason::stale, "problem.409");
    store::append_audit(db, {now, by.account, event, to_text(row.id), ""});
    return {};
}

} // namespace

Result<Application> read_wish(store::Reader& db, const Divisions& divisions, const Wish& wish, Time now)
{
    Faults faults;
    Application row;
    row.name = text_within(wish.name, kLongestName, "/name", faults);
    row.unified_code = read_code(db, wish.unified_code, faults);
    row.kind = read_kind(wish.kind, faults);
    row.area = read_area(divisions, wish.area, faults);
    row.certificate_until = read_until(wish.certificate_until, day_of(now), faults);
    row.public_fundraising = read_yes_no(wish.public_fundraising, faults);
    row.contact = PrivateText(text_within(wish.contact, kLongestContact, "/contact", faults));
    if (const auto phone = parse_phone(wish.phone))
        row.phone = PrivateText(*phone);
    else
        faults.push_back({"error.phone", "/phone", {}});
    if (!faults.empty()) return refuse(std::move(faults));
    return row;
}

ApplicationId apply(store::Writer& db, const Application& application, Time now)
{
    auto row = application;
    row.applied_at = now;
    const auto id = store::insert_application(db, row);
    store::append_audit(db, {now, {}, "application.received", to_text(id), ""});
    return id;
}

std::optional<Application> find_in_scope(store::Reader& db, const Actor& actor, ApplicationId id)
{
    if (actor.role != Role::admin && !actor.area) return {};
    return store::find_application(db, actor.area, id);
}

Result<accounts::Invited> accept(store::Writer& db, const Actor& by, const Divisions& divisions,
                                 const Seen& seen, const Check& check, Time now)
{
    auto application = opened(db, by, seen);
    if (!application) return std::unexpected(application.error());
    const auto row = checked(*application, check, day_of(now));
    if (!row) return std::unexpected(row.error());
    const auto organization = organizations::register_organization(db, by, *row, divisions, now);
    if (!organization) return std::unexpected(organization.error());
    auto invited = accounts::invite_first_manager(db, by, *organization, check.login, check.name, now);
    if (!invited) return invited;
    application->state = ApplicationState::accepted;
    application->organization = *organization;
    if (const auto decided = decide(db, by, *application, "application.accepted", now); !decided)
        return std::unexpected(decided.error());
    return invited;
}

Result<Application> refuse_application(store::Writer& db, const Actor& by, const Seen& seen,
                                       std::string reason, Time now)
{
    auto application = opened(db, by, seen);
    if (!application) return application;
    if (reason.empty() || count_characters(reason) > kLongestReason)
        return refuse(Reason::invalid, "error.application.text", "/reason",
                      {{"most", std::to_string(kLongestReason)}});
    application->state = ApplicationState::refused;
    application->reason = std::move(reason);
    if (const auto decided = decide(db, by, *application, "application.refused", now); !decided)
        return std::unexpected(decided.error());
    return application;
}

} // namespace server::applications
