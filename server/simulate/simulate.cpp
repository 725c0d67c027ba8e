#include "server/simulate/simulate.hpp"
#include "server/files/new_file.hpp"
#include "server/formats/province.hpp"
#include "server/http/library.hpp"
#include "server/library/assets.hpp"
#include "server/simulate/family.hpp"
#include <future>
#include <nlohmann/json.hpp>
#include <sstream>

namespace server::simulate {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kTogether = 2'000; // families a thread makes before they are written

std::string text_of(const World& world, std::size_t from, std::size_t until)
{
    std::string text;
    for (auto id = from; id < until; ++id)
        text += household_text(make_family(world, static_cast<std::int64_t>(id)));
    return text;
}

void write_households(const World& world, std::size_t families, NewFile& file, std::size_t threads,
                      const Writing& writing)
{
    for (std::size_t from = 1; from <= families;) {
        std::vector<std::future<std::string>> made;
        for (std::size_t i = 0; i < threads && from <= families; ++i) {
            const auto until = std::min(from + kTogether, families + 1);
            made.push_back(std::async(std::launch::async,
                                      [&world, from, until] { return text_of(world, from, until); }));
            from = until;
        }
        for (auto& text : made) file.write(text.get());
        if (writing) writing(from - 1);
    }
}

std::string programs_text(const World& world)
{
    std::ostringstream out;
    write_programs(out, world.programs);
    return out.str();
}

// The policy of the server, the day, and the terms of a round.
std::string policy_text(const Library& library)
{
    auto policy = write_dated_policy({*library.policy, as_of()});
    policy["round"] = nlohmann::json::parse(asset("config/simulate/round.json"));
    return policy.dump(1) + "\n";
}

} // namespace

void write_province(const Library& library, const Wish& wish, const fs::path& folder, std::size_t threads,
                    const Writing& writing)
{
    fs::create_directories(folder);
    const World world(library, wish);
    NewFile households(folder / kHouseholdsFile), programs(folder / kProgramsFile),
        policy(folder / kPolicyFile);
    programs.write(programs_text(world));
    policy.write(policy_text(library));
    write_households(world, wish.families, households, std::max<std::size_t>(threads, 1), writing);
    for (auto* file : {&programs, &policy, &households}) file->keep();
}

} // namespace server::simulate
