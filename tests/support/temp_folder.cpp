#include "tests/support/temp_folder.hpp"
#include <cstdlib>
#include <stdexcept>

namespace support {

TempFolder::TempFolder(const std::filesystem::path& below)
{
    auto name = (below / "parasol-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder below " + name);
    path_ = name;
}

TempFolder::~TempFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace support
