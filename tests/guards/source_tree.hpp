#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace guards {

struct SourceFile {
    std::string path; // from the root: "models/money.cpp"
    std::vector<std::string> lines;
};

// Files below a folder with one of these endings, in path order; build and node_modules folders are not
// entered.
std::vector<SourceFile> files_below(const std::string& folder, const std::vector<std::string>& endings);

std::vector<std::string> included(const SourceFile&); // what its #include lines name, as written
bool starts_with_any(const std::string& text, const std::vector<std::string>& beginnings);
std::string place(const SourceFile&, std::size_t line); // models/money.cpp:12
std::string without_comment(const std::string& line);

} // namespace guards
