#include "tests/guards/source_tree.hpp"
#include <algorithm>
#include <fstream>

namespace guards {

namespace fs = std::filesystem;

static bool ends_with_any(const std::string& name, const std::vector<std::string>& endings)
{
    return std::ranges::any_of(endings, [&](const auto& ending) { return name.ends_with(ending); });
}

static SourceFile read(const fs::path& file)
{
    SourceFile result{fs::relative(file, SOURCE_DIR).generic_string(), {}};
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) result.lines.push_back(line);
    return result;
}

std::vector<SourceFile> files_below(const std::string& folder, const std::vector<std::string>& endings)
{
    std::vector<SourceFile> found;
    for (auto entry = fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / folder);
         entry != fs::end(entry); ++entry) {
        const auto name = entry->path().filename().string();
        if (entry->is_directory() && (name == "build" || name == "node_modules"))
            entry.disable_recursion_pending();
        if (entry->is_regular_file() && ends_with_any(name, endings)) found.push_back(read(entry->path()));
    }
    std::ranges::sort(found, {}, &SourceFile::path);
    return found;
}

std::vector<std::string> included(const SourceFile& file)
{
    std::vector<std::string> names;
    for (const auto& line : file.lines) {
        if (!line.starts_with("#include")) continue;
        const auto open = line.find_first_of("\"<");
        const auto close = line.find_last_of("\">");
        if (open != std::string::npos && close > open)
            names.push_back(line.substr(open + 1, close - open - 1));
    }
    return names;
}

bool starts_with_any(const std::string& text, const std::vector<std::string>& beginnings)
{
    return std::ranges::any_of(beginnings,
                               [&](const auto& beginning) { return text.starts_with(beginning); });
}

std::string place(const SourceFile& file, std::size_t line)
{
    return file.path + ":" + std::to_string(line + 1);
}

std::string without_comment(const std::string& line) { return line.substr(0, line.find("//")); }

} // namespace guards
