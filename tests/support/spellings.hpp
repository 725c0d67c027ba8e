#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// How a text may lie on a disk, for looking whether it does.
namespace support {

// Each as it is, in GB18030 and UTF-16 of both orders, and each of these as hexadecimal digits,
// percent-encoded and as base64, wherever it stands in a longer text. Without the edges, which depend on what
// stands beside it.
std::vector<std::string> spellings(const std::vector<std::string>& texts);

std::string bytes_of(const std::filesystem::path& file);

} // namespace support
