#include "models/store/settings.hpp"

namespace store {

namespace {

constexpr Sql kFind{"setting.find", "SELECT value FROM setting WHERE name = :name"};

constexpr Sql kSave{"setting.save", R"sql(
    INSERT INTO setting (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
)sql"};

} // namespace

std::optional<std::string> find_setting(Reader& db, std::string_view name)
{
    std::string value;
    auto query = db.query(kFind, {{"name", std::string(name)}});
    if (!query.next(value)) return {};
    return value;
}

void save_setting(Writer& db, std::string_view name, std::string_view value)
{
    db.change(kSave, {{"name", std::string(name)}, {"value", std::string(value)}});
}

} // namespace store
