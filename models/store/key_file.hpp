#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// Inside the store: the file that holds the keys, and keys as text.
namespace store {

std::string encoded(const unsigned char* bytes, std::size_t size); // base64url
std::vector<unsigned char> decoded(std::string_view text);         // throws SealBroken

// A fresh root, 0600; of two processes one is first.
void make_key_file(const std::filesystem::path&);
// What the file holds; refuses one that others may read.
std::string key_text(const std::filesystem::path&);
// The file anew, whole or not at all, and safe on the disk.
void replace_key_file(const std::filesystem::path&, const std::string& text);

} // namespace store
