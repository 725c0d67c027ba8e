#include "server/cli/match.hpp"
#include "server/cli/match_sheet.hpp"
#include "server/cli/text_file.hpp"
#include "server/formats/referral_json.hpp"
#include "server/http/json_reader.hpp"
#include "server/matches/service.hpp"
#include "server/programs/catalog.hpp"
#include "server/programs/words.hpp"
#include <nlohmann/json.hpp>
#include <ostream>

namespace server::cli {

using namespace models;

namespace {

std::map<std::string, std::string> organization_names()
{
    std::map<std::string, std::string> names;
    for (const auto& list : {config_organizations(), demo_organizations()})
        for (const auto& one : list) names[one["unified_code"]] = one["name"];
    return names;
}

Result<ReferralBody> referral_in(const Library& library, const std::filesystem::path& path, Time now)
{
    const auto text = text_of_file(path);
    if (!text) return std::unexpected(text.error());
    const auto value = read_json(*text);
    if (!value) return std::unexpected(value.error());
    return read_referral(*value, library.need_types, *library.divisions, now, "file");
}

// FILE: /needs/0/member: there is no member 9 (and 2 more).
void say_what_is_wrong(const html::Words& words, const std::string& file, const Refusal& refusal,
                       std::ostream& wrong)
{
    const auto& fault = refusal.faults.front();
    const auto more = refusal.faults.size() - 1;
    wrong << file << ": " << fault.pointer << (fault.pointer.empty() ? "" : ": ")
          << html::sentence(words.messages, words.language, fault);
    if (more > 0) wrong << words.one_or_many("terminal.error.more", static_cast<std::int64_t>(more));
    wrong << '\n';
}

} // namespace

matching::Snapshot programs_of(const Library& library, std::vector<ConfigProgram> files, Time as_of)
{
    const auto names = organization_names();
    std::vector<Program> matchable;
    for (auto& [organization, program] : files) {
        if (!programs::is_matchable(program)) continue;
        const auto name = names.find(organization);
        if (name != names.end()) program.organization_name = name->second;
        matchable.push_back(std::move(program));
    }
    return matching::Snapshot::build({}, std::move(matchable),
                                     {library.divisions, library.standards, library.policy, as_of});
}

int match_file(const Library& library, const matching::Snapshot& programs, const MatchWish& wish,
               std::ostream& out, std::ostream& wrong)
{
    const auto words = programs::words_of(library, wish.language);
    const auto now = programs.ground().as_of;
    const auto body = referral_in(library, wish.file, now);
    if (!body) {
        say_what_is_wrong(words, wish.file.string(), body.error(), wrong);
        return 2;
    }
    const auto found = matches::find_programs(programs, matches::family_of(*body, now));
    const matches::Scene scene{words, found};
    const MatchSheet sheet(out, scene, wish.color);
    sheet.head();
    sheet.candidates();
    if (wish.explain > 0) sheet.explained(wish.explain);
    sheet.near_misses();
    sheet.questions();
    sheet.needs();
    sheet.foot(wish.file.string());
    return 0;
}

} // namespace server::cli
