#include "server/cli/explain_province.hpp"
#include "matching/what_if.hpp"
#include "server/cli/impact_sheet.hpp"
#include "server/cli/match_sheet.hpp"
#include "server/cli/text_file.hpp"
#include "server/formats/province.hpp"
#include "server/http/json_reader.hpp"
#include "server/matches/match_json.hpp"
#include "server/programs/words.hpp"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

namespace server::cli {

using namespace matching;
using namespace models;
using nlohmann::json;

namespace {

// A folder, read; or what is wrong with it, said.
class Opened {
public:
    Opened(const Library& library, const PairWish& wish, std::ostream& wrong)
        : words_(programs::words_of(library, wish.language)), wish_(wish), wrong_(wrong)
    {
        auto province = read_province(wish.in, library);
        if (!province) {
            for (const auto& fault : province.error().faults) say_fault(wish.in / fault.pointer, fault);
            return;
        }
        const auto policy = std::make_shared<const Policy>(std::move(province->policy));
        snapshot_ = Snapshot::build(std::move(province->families), std::move(province->programs),
                                    {library.divisions, library.standards, policy, province->as_of});
    }

    const html::Words& words() const { return words_; }
    const Snapshot* snapshot() const { return snapshot_ ? &*snapshot_ : nullptr; }

    std::optional<FamilyIndex> family() const
    {
        const auto& families = snapshot_->families();
        for (std::size_t i = 0; i < families.size(); ++i)
            if (families[i].referral.value == wish_.household) return FamilyIndex{i};
        say_missing("household", wish_.household);
        return {};
    }

    std::optional<ProgramIndex> program() const
    {
        const auto& programs = snapshot_->programs();
        for (std::size_t i = 0; i < programs.size(); ++i)
            if (programs[i].id.value == wish_.program) return ProgramIndex{i};
        say_missing("program", wish_.program);
        return {};
    }

    std::optional<std::size_t> need(FamilyIndex family) const
    {
        const auto needs = std::ssize(snapshot_->families()[family.value].household.needs);
        if (wish_.need >= 1 && wish_.need <= needs) return static_cast<std::size_t>(wish_.need - 1);
        say_missing("need", wish_.need);
        return {};
    }

    void say_fault(const std::filesystem::path& at, const Fault& fault) const
    {
        wrong_ << at.string() << (fault.pointer.ends_with(':') ? " " : ": ")
               << html::sentence(words_.messages, words_.language, fault) << '\n';
    }

private:
    void say_missing(const std::string& what, std::int64_t id) const
    {
        wrong_ << words_.say("terminal.error.no_" + what, {{"id", std::to_string(id)}}) << '\n';
    }

    html::Words words_;
    const PairWish& wish_;
    std::ostream& wrong_;
    std::optional<Snapshot> snapshot_;
};

// With this family alone, as pages and the API see it.
matches::Found found_of(const Snapshot& snapshot, FamilyIndex family)
{
    return {snapshot.with(std::vector<Family>{snapshot.families()[family.value]}), {}, {}};
}

std::optional<Program> changed_program(const Library& library, const PairWish& wish, const Opened& opened)
{
    const auto text = text_of_file(wish.changed);
    auto value = text ? read_json(*text) : Result<json>(std::unexpected(text.error()));
    auto program = value ? read_program(*value, library.named_rules, library.need_types)
                         : Result<Program>(std::unexpected(value.error()));
    if (program) return *std::move(program);
    for (const auto& fault : program.error().faults)
        opened.say_fault(wish.changed.string() + (fault.pointer.empty() ? "" : ": " + fault.pointer), fault);
    return {};
}

} // namespace

int explain_in_province(const Library& library, const PairWish& wish, std::ostream& out, std::ostream& wrong)
{
    const Opened opened(library, wish, wrong);
    if (!opened.snapshot()) return 2;
    const auto family = opened.family();
    const auto program = opened.program();
    const auto need = family ? opened.need(*family) : std::nullopt;
    if (!program || !need) return 2;
    const auto found = found_of(*opened.snapshot(), *family);
    const matches::Scene scene{opened.words(), found};
    const auto candidate = match(found.snapshot, {0}, *need, *program);
    if (wish.as_json) {
        out << matches::candidate_json(scene, candidate).dump(1) << '\n';
        return 0;
    }
    const MatchSheet sheet(out, scene, wish.color);
    sheet.pair(candidate);
    return 0;
}

int ask_in_province(const Library& library, const PairWish& wish, std::ostream& out, std::ostream& wrong)
{
    const Opened opened(library, wish, wrong);
    if (!opened.snapshot()) return 2;
    const auto family = opened.family();
    if (!family) return 2;
    auto found = found_of(*opened.snapshot(), *family);
    const auto frequencies = frequencies_of(*opened.snapshot());
    found.questions = ask(found.snapshot, {0}, 3, &frequencies);
    const matches::Scene scene{opened.words(), found};
    if (wish.as_json) {
        out << matches::questions_json(scene).dump(1) << '\n';
        return 0;
    }
    const MatchSheet sheet(out, scene, wish.color);
    sheet.questions();
    return 0;
}

int what_if_in_province(const Library& library, const PairWish& wish, std::ostream& out, std::ostream& wrong)
{
    const Opened opened(library, wish, wrong);
    if (!opened.snapshot()) return 2;
    const auto program = opened.program();
    const auto changed = program ? changed_program(library, wish, opened) : std::nullopt;
    if (!changed) return 2;
    auto version = *changed;
    const auto& before = opened.snapshot()->programs()[program->value];
    version.id = before.id;
    version.record = before.record;
    const auto impact = what_if(*opened.snapshot(), *program, version);
    const ImpactSheet sheet(opened.words(), *opened.snapshot(), *program, *impact);
    wish.as_json ? sheet.json(out) : sheet.table(out);
    return 0;
}

} // namespace server::cli
