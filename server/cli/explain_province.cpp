#include "server/cli/explain_province.hpp"
#include "matching/what_if.hpp"
#include "server/cli/impact_sheet.hpp"
#include "server/cli/match_sheet.hpp"
#include "server/cli/province_files.hpp"
#include "server/cli/text_file.hpp"
#include "server/formats/program_json.hpp"
#include "server/matches/match_json.hpp"
#include "server/programs/words.hpp"
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

namespace server::cli {

using namespace matching;
using namespace models;
using nlohmann::json;

namespace {

constexpr std::size_t kThreads = 2;

// The frame of the three verbs: the folder is read, and `answer` prints, or says what is wrong.
template <class Answer>
int answer_from(const Library& library, const PairWish& wish, Meter& meter, std::ostream& wrong,
                Answer answer)
{
    const auto words = programs::words_of(library, wish.language);
    const auto snapshot = read_snapshot(wish.in, library, kThreads, meter);
    meter.clear();
    const std::optional<Refusal> refusal = snapshot ? answer(words, *snapshot) : snapshot.error();
    if (!refusal) return 0;
    say_faults(words, *refusal, wrong);
    return 2;
}

std::unexpected<Refusal> no_such(const std::string& what, std::int64_t id)
{
    return refuse(std::vector{Fault{"terminal.error.no_" + what, "", {{"id", std::to_string(id)}}}});
}

Result<FamilyIndex> family_of(const Snapshot& snapshot, std::int64_t id)
{
    for (std::size_t i = 0; i < snapshot.families().size(); ++i)
        if (snapshot.families()[i].referral.value == id) return FamilyIndex{i};
    return no_such("household", id);
}

Result<ProgramIndex> program_of(const Snapshot& snapshot, std::int64_t id)
{
    for (std::size_t i = 0; i < snapshot.programs().size(); ++i)
        if (snapshot.programs()[i].id.value == id) return ProgramIndex{i};
    return no_such("program", id);
}

Result<std::size_t> need_of(const Snapshot& snapshot, FamilyIndex family, std::int64_t number)
{
    const auto needs = std::ssize(snapshot.families()[family.value].household.needs);
    if (number < 1 || number > needs) return no_such("need", number);
    return static_cast<std::size_t>(number - 1);
}

// With this family alone, as pages and the API see it.
matches::Found found_of(const Snapshot& snapshot, FamilyIndex family)
{
    return {snapshot.with(std::vector<Family>{snapshot.families()[family.value]}), {}, {}};
}

// The program of the file, in the place of the one it would change.
Result<Program> changed_program(const Library& library, const PairWish& wish, const Program& before)
{
    const auto value = json_of_file(wish.changed);
    if (!value) return std::unexpected(value.error());
    auto program = read_program(*value, library.named_rules, library.need_types);
    if (!program) return std::unexpected(placed(program.error(), wish.changed.string()));
    program->id = before.id;
    program->record = before.record;
    return program;
}

} // namespace

int explain_in_province(const Library& library, const PairWish& wish, Meter& meter, std::ostream& out,
                        std::ostream& wrong)
{
    return answer_from(library, wish, meter, wrong,
                       [&](const html::Words& words, const Snapshot& snapshot) -> std::optional<Refusal> {
                           const auto family = family_of(snapshot, wish.household);
                           if (!family) return family.error();
                           const auto need = need_of(snapshot, *family, wish.need);
                           if (!need) return need.error();
                           const auto program = program_of(snapshot, wish.program);
                           if (!program) return program.error();
                           const auto found = found_of(snapshot, *family);
                           const matches::Scene scene{words, found};
                           const auto candidate = match(found.snapshot, {0}, *need, *program);
                           if (wish.as_json)
                               out << matches::candidate_json(scene, candidate).dump(1) << '\n';
                           else
                               MatchSheet(out, scene, wish.color).pair(candidate);
                           return {};
                       });
}

int ask_in_province(const Library& library, const PairWish& wish, Meter& meter, std::ostream& out,
                    std::ostream& wrong)
{
    return answer_from(library, wish, meter, wrong,
                       [&](const html::Words& words, const Snapshot& snapshot) -> std::optional<Refusal> {
                           const auto family = family_of(snapshot, wish.household);
                           if (!family) return family.error();
                           auto found = found_of(snapshot, *family);
                           const auto frequencies = frequencies_of(snapshot);
                           found.questions = ask(found.snapshot, {0}, 3, &frequencies);
                           const matches::Scene scene{words, found};
                           if (wish.as_json)
                               out << matches::questions_json(scene).dump(1) << '\n';
                           else if (found.questions.empty())
                               out << words.say("terminal.ask.nothing") << '\n';
                           else
                               MatchSheet(out, scene, wish.color).questions();
                           return {};
                       });
}

int what_if_in_province(const Library& library, const PairWish& wish, Meter& meter, std::ostream& out,
                        std::ostream& wrong)
{
    return answer_from(library, wish, meter, wrong,
                       [&](const html::Words& words, const Snapshot& snapshot) -> std::optional<Refusal> {
                           const auto program = program_of(snapshot, wish.program);
                           if (!program) return program.error();
                           const auto& before = snapshot.programs()[program->value];
                           const auto changed = changed_program(library, wish, before);
                           if (!changed) return changed.error();
                           const auto impact =
                               what_if(snapshot, before, *changed, {.tell = meter.teller()}); // not stopped
                           meter.clear();
                           const ImpactSheet sheet(words, snapshot, *program, *impact);
                           wish.as_json ? sheet.json(out) : sheet.table(out);
                           return {};
                       });
}

} // namespace server::cli
