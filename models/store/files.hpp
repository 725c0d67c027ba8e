#pragma once
#include <filesystem>
#include <string>

// Inside the store: small files beside the key.
namespace store {

// Written aside, synced and put in its place (0600): a crash leaves the old one or the new one. Throws
// std::runtime_error with a sentence.
void replace_file(const std::filesystem::path& file, const std::string& text);

[[noreturn]] void damaged(const std::filesystem::path& file);

} // namespace store
