#pragma once
#include <string_view>

namespace store {

// "5355 d\n…": code points in hexadecimal and the first letter of their reading, from Unicode's Unihan table.
std::string_view pinyin_table();

} // namespace store
