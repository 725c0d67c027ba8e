#include "server/cli/text_file.hpp"
#include <fstream>

namespace server::cli {

using namespace models;

Result<std::string> text_of_file(const std::filesystem::path& path, std::size_t most_bytes)
{
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path))
        return refuse(Reason::unreadable, "terminal.error.no_file");
    std::string text;
    text.resize(most_bytes + 1);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > most_bytes) return refuse(Reason::unreadable, "terminal.error.too_large");
    return text;
}

} // namespace server::cli
