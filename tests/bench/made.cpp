#include "tests/bench/made.hpp"
#include "server/app.hpp"
#include "server/formats/province.hpp"
#include "server/simulate/simulate.hpp"
#include "tests/support/temp_folder.hpp"
#include <malloc.h>
#include <stdexcept>

namespace bench {

using namespace matching;

static std::size_t bytes_in_use()
{
    const auto heap = ::mallinfo2();
    return heap.uordblks + heap.hblkhd;
}

std::shared_ptr<const server::Library> made_library()
{
    return server::make_library(std::make_shared<const server::Config>());
}

Made make_province(std::size_t families, std::size_t programs)
{
    constexpr std::size_t kThreads = 2;
    auto library = made_library();
    const support::TempFolder folder("/var/tmp");
    server::simulate::write_province(*library, {families, programs, 7}, folder.path(), kThreads);
    const auto before = bytes_in_use();
    auto province = server::read_province(folder.path(), *library, kThreads);
    if (!province) throw std::logic_error("the invented province cannot be read");
    const auto bytes = bytes_in_use() - before;
    auto policy = std::move(province->policy);
    auto snapshot = Snapshot::build(std::move(province->families), std::move(province->programs),
                                    {library->divisions, library->standards,
                                     std::make_shared<const Policy>(std::move(policy)), province->as_of});
    return {library, std::move(snapshot), static_cast<double>(bytes) / static_cast<double>(families)};
}

} // namespace bench
