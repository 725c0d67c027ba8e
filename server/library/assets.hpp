#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace server {

// Every file the binary carries: templates, tables and texts of config/, static files (as they are, .gz and
// .hash). Compiled in with #embed; the list is made by CMake (server/library/CMakeLists.txt) from the folders
// themselves. Migrations: models/store/migrate.hpp.
struct Asset {
    std::string_view path; // "templates/referrals/show.html", "static/app.css.gz"
    std::string_view text;
};
std::span<const Asset> all_assets();
std::string_view asset(std::string_view path); // unknown: std::logic_error
std::optional<std::string_view> find_asset(std::string_view path);

// The address of a static file, which changes with its content: "/static/app.3f2a9c04d1e7.css".
std::string static_address(std::string_view name); // "app.css"; unknown: std::logic_error

} // namespace server
