#include "server/cli/province_files.hpp"
#include "server/formats/province.hpp"
#include "server/http/library.hpp"
#include <ostream>

namespace server::cli {

using namespace models;
using matching::Snapshot;

Result<Snapshot> read_snapshot(const std::filesystem::path& folder, const Library& library,
                               std::size_t threads, Meter& meter)
{
    auto province =
        read_province(folder, library, threads, [&](std::size_t households) { meter.show(households); });
    if (!province) {
        auto refusal = std::move(province.error());
        for (auto& fault : refusal.faults) fault.pointer = (folder / fault.pointer).string();
        return std::unexpected(std::move(refusal));
    }
    const auto policy = std::make_shared<const matching::Policy>(std::move(province->policy));
    return Snapshot::build(std::move(province->families), std::move(province->programs),
                           {library.divisions, library.standards, policy, province->as_of});
}

void say_faults(const html::Words& words, const Refusal& refusal, std::ostream& wrong)
{
    for (const auto& fault : refusal.faults) {
        wrong << fault.pointer;
        if (!fault.pointer.empty()) wrong << (fault.pointer.ends_with(':') ? " " : ": ");
        wrong << html::sentence(words.messages, words.language, fault) << '\n';
    }
}

} // namespace server::cli
