#include "server/imports/imports.hpp"
#include "models/store/programs.hpp"
#include "models/store/referrals.hpp"
#include "server/http/json_reader.hpp"
#include "server/library/load.hpp"
#include "server/organizations/organization_json.hpp"
#include "server/organizations/service.hpp"
#include "server/programs/service.hpp"
#include "server/referrals/service.hpp"
#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

namespace server::imports {

using nlohmann::json;
using namespace models;

namespace {

struct Import {
    store::Writer& db;
    const Library& library;
    const Actor& by;
    Time now;
};

enum class Taken { added, known };

template <class T> std::unexpected<Refusal> passed_on(const Result<T>& refused)
{
    return std::unexpected(refused.error());
}

Result<Taken> take_organization(const Import& import, const json& value)
{
    const auto row = organizations::read_organization(value, organizations::Origin::file);
    if (!row) return passed_on(row);
    if (store::find_organization_by_code(import.db, row->unified_code)) return Taken::known;
    const auto id = organizations::register_organization(import.db, import.by, *row,
                                                         *import.library.divisions, import.now);
    if (!id) return passed_on(id);
    return Taken::added;
}

Result<Taken> take_program(const Import& import, const json& value)
{
    auto told = read_config_program(value, import.library);
    if (!told) return passed_on(told);
    const auto owner = store::find_organization_by_code(import.db, told->organization_code);
    if (!owner) return refuse(Reason::invalid, "error.import.organization", "/organization");
    const auto own = store::programs_of(import.db, owner->id);
    if (std::ranges::find(own, told->program.code, &store::ProgramRow::code) != own.end())
        return Taken::known;
    auto by = import.by;
    by.organization = owner->id;
    auto id = programs::register_program(import.db, by, std::move(told->program), *import.library.divisions,
                                         import.now);
    if (id) return Taken::added;
    for (auto& fault : id.error().faults) fault.pointer = "/program" + fault.pointer;
    return passed_on(id);
}

bool is_open_already(store::Reader& db, const Household& household)
{
    std::vector<std::string> papers;
    for (const auto& member : household.members)
        if (!member.id_number.empty()) papers.push_back(member.id_number.reveal());
    return !papers.empty() && !store::same_household_open(db, papers, {}).empty();
}

Result<Taken> take_referral(const Import& import, const json& value)
{
    const auto& library = import.library;
    auto told = read_referral(value, library.need_types, *library.divisions, import.now,
                              std::string(name_of(import.by.role)));
    if (!told) return passed_on(told);
    if (is_open_already(import.db, told->household)) return Taken::known;
    const auto reported =
        referrals::report_at_once({import.db, import.by, library, import.now}, *std::move(told));
    if (!reported) return passed_on(reported);
    return Taken::added;
}

Result<Taken> take(const Import& import, Noun noun, const json& value)
{
    switch (noun) {
    case Noun::organizations: return take_organization(import, value);
    case Noun::programs: return take_program(import, value);
    case Noun::referrals: return take_referral(import, value);
    }
    return Taken::known;
}

} // namespace

Result<Imported> import_text(store::Writer& db, const Library& library, const Actor& by, Noun noun,
                             std::string_view text, Time now)
{
    auto file = read_json(text);
    if (!file) return passed_on(file);
    const bool is_list = file->is_array();
    const auto list = is_list ? *std::move(file) : json::array({*std::move(file)});

    const Import import{db, library, by, now};
    Imported imported;
    std::vector<Fault> faults;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto taken = take(import, noun, list[i]);
        if (taken) {
            ++(*taken == Taken::added ? imported.added : imported.known);
            continue;
        }
        for (auto fault : taken.error().faults) {
            if (is_list) fault.pointer = "/" + std::to_string(i) + fault.pointer;
            faults.push_back(std::move(fault));
        }
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return imported;
}

} // namespace server::imports
