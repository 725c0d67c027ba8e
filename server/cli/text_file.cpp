#include "server/cli/text_file.hpp"
#include "server/http/json_reader.hpp"
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

namespace server::cli {

using namespace models;

Result<std::string> text_of_file(const std::filesystem::path& path, std::size_t most_bytes)
{
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path))
        return refuse(Reason::unreadable, "terminal.error.no_file");
    std::string text;
    std::array<char, 65'536> block{};
    while (text.size() <= most_bytes && (file.read(block.data(), block.size()) || file.gcount() > 0))
        text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() <= most_bytes) return text;
    return refuse(
        std::vector{Fault{"terminal.error.too_large", "", {{"most", std::to_string(most_bytes / 1'024)}}}});
}

Result<nlohmann::json> json_of_file(const std::filesystem::path& path, std::size_t most_bytes)
{
    const auto text = text_of_file(path, most_bytes);
    if (!text) return std::unexpected(placed(text.error(), path.string()));
    auto value = read_json(*text);
    if (!value) return std::unexpected(placed(value.error(), path.string()));
    return *std::move(value);
}

bool next_line(std::istream& file, std::string& line)
{
    constexpr auto kEnd = std::char_traits<char>::eof();
    line.clear();
    auto& bytes = *file.rdbuf();
    for (auto byte = bytes.sbumpc(); byte != kEnd && line.size() <= kMostTextBytes; byte = bytes.sbumpc()) {
        if (byte == '\n') return true;
        line += static_cast<char>(byte);
    }
    return !line.empty();
}

Refusal placed(Refusal refusal, const std::string& place)
{
    for (auto& fault : refusal.faults)
        fault.pointer = place + ":" + (fault.pointer.empty() ? "" : " ") + fault.pointer;
    return refusal;
}

} // namespace server::cli
