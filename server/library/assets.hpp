#pragma once
#include <span>
#include <string_view>

namespace server {

// Every file the binary carries: templates, static files, messages, migrations, tables of config/. Compiled in with
// #embed; the list is made by CMake (server/library/CMakeLists.txt) from the folders themselves.
struct Asset {
    std::string_view path;                 // "templates/referrals/show.html"
    std::string_view text;
};
std::span<const Asset> all_assets();
std::string_view asset(std::string_view path);   // unknown: std::logic_error

}  // namespace server
