#include "models/store/reseal.hpp"
#include "models/store/seal.hpp"
#include <charconv>

namespace store {

namespace {

// A column of sealed words. Where a word stands is its table, its keys and, where a row has several, its
// part: the same text its own store gives.
struct Sealed {
    const char *column, *place, *part;
    bool texts; // its last key is text
    bool two;   // keys
    Sql find, save, count;
};

#define PARASOL_OLDER(TABLE, COLUMN)                                                                         \
    "FROM " TABLE " WHERE " COLUMN " <> '' AND substr(" COLUMN ", 1, :size) <> :head "
#define PARASOL_COUNTED(TABLE, COLUMN)                                                                       \
    {"reseal.count." TABLE "." COLUMN,                                                                       \
     "SELECT COUNT(*) FROM (SELECT 1 AS one " PARASOL_OLDER(TABLE, COLUMN) "LIMIT :limit) AS counted"}
// Ordered by the columns themselves: what is selected of them is text, and of the same name.
#define PARASOL_ROW_BY(TABLE, NAME, KEY, COLUMN, PLACE, PART, TEXT)                                          \
    Sealed                                                                                                   \
    {                                                                                                        \
        NAME, PLACE, PART, TEXT, false,                                                                      \
            {"reseal.find." NAME, "SELECT '', CAST(" KEY " AS TEXT), " COLUMN                                \
                                  " " PARASOL_OLDER(TABLE, COLUMN) "AND " KEY " > :last ORDER BY " TABLE     \
                                                                   "." KEY " LIMIT :limit"},                 \
            {"reseal.save." NAME,                                                                            \
             "UPDATE " TABLE " SET " COLUMN " = :fresh WHERE " KEY " = :last AND " COLUMN " = :old"},        \
            PARASOL_COUNTED(TABLE, COLUMN)                                                                   \
    }
#define PARASOL_ONE_KEY(TABLE, KEY, COLUMN, PLACE, PART)                                                     \
    PARASOL_ROW_BY(TABLE, TABLE "." COLUMN, KEY, COLUMN, PLACE, PART, false)
#define PARASOL_TWO_KEYS(TABLE, FIRST, KEY, COLUMN, TEXT)                                                    \
    Sealed                                                                                                   \
    {                                                                                                        \
        TABLE "." COLUMN, TABLE, "", TEXT, true,                                                             \
            {"reseal.find." TABLE "." COLUMN,                                                                \
             "SELECT CAST(" FIRST " AS TEXT), CAST(" KEY " AS TEXT), " COLUMN                                \
             " " PARASOL_OLDER(TABLE, COLUMN) "AND (" FIRST " > :first OR (" FIRST " = :same AND " KEY       \
                                              " > :last)) ORDER BY " TABLE "." FIRST ", " TABLE "." KEY      \
                                              " LIMIT :limit"},                                              \
            {"reseal.save." TABLE "." COLUMN, "UPDATE " TABLE " SET " COLUMN " = :fresh WHERE " FIRST        \
                                              " = :first AND " KEY " = :last AND " COLUMN " = :old"},        \
            PARASOL_COUNTED(TABLE, COLUMN)                                                                   \
    }

// In the order in which a pass goes through them; files last, for they take the longest.
const Sealed kSealed[] = {
    PARASOL_TWO_KEYS("household_document", "referral_id", "facts_version", "sealed", false),
    PARASOL_TWO_KEYS("referral_move", "referral_id", "number", "note_sealed", false),
    PARASOL_TWO_KEYS("offer_move", "offer_id", "number", "note_sealed", false),
    PARASOL_TWO_KEYS("round_family", "round_id", "referral_id", "sealed", false),
    PARASOL_TWO_KEYS("first_answer", "account_id", "key_hash", "sealed", true),
    PARASOL_TWO_KEYS("worry_move", "worry_id", "number", "sealed", false),
    PARASOL_ONE_KEY("payment_line", "id", "sealed", "payment_line", ""),
    PARASOL_ONE_KEY("site_staff", "id", "sealed", "site_staff", "name"),
    PARASOL_ONE_KEY("guardian_consent", "id", "sealed", "guardian_consent", "who"),
    PARASOL_ONE_KEY("channel", "id", "sealed", "channel", ""),
    PARASOL_ONE_KEY("consent", "id", "sealed", "consent", "given"),
    PARASOL_ONE_KEY("plan_line", "id", "sealed", "plan_line", ""),
    PARASOL_ONE_KEY("delivery", "id", "sealed", "delivery", ""),
    PARASOL_ONE_KEY("objection", "id", "sealed", "objection", "text"),
    PARASOL_ONE_KEY("objection", "id", "answer_sealed", "objection", "answer"),
    PARASOL_ONE_KEY("application", "id", "sealed", "application", ""),
    PARASOL_ONE_KEY("approval", "id", "reason_sealed", "approval", "reason"),
    PARASOL_ONE_KEY("approval", "id", "answer_sealed", "approval", "answer"),
    PARASOL_ONE_KEY("legal_hold", "id", "reason_sealed", "legal_hold", "reason"),
    PARASOL_ONE_KEY("legal_hold", "id", "lifting_sealed", "legal_hold", "lifting"),
    PARASOL_ONE_KEY("late_form", "account_id", "sealed", "late_form", ""),
    PARASOL_ONE_KEY("second_factor", "account_id", "sealed", "second_factor", ""),
    // A ticket's row is of an account, too.
    PARASOL_ONE_KEY("sign_in_ticket", "account_id", "sealed", "second_factor", ""),
    // By it a start knows its key (migrate.cpp). Other settings are plain.
    Sealed{"setting.value",
           "setting",
           "",
           true,
           false,
           {"reseal.find.key_check",
            "SELECT '', name, value FROM setting WHERE name = 'key_check' AND name > "
            ":last AND substr(value, 1, :size) <> :head LIMIT :limit"},
           {"reseal.save.key_check", "UPDATE setting SET value = :fresh WHERE name = :last AND value = :old"},
           {"reseal.count.key_check", "SELECT COUNT(*) FROM setting WHERE name = 'key_check' AND "
                                      "substr(value, 1, :size) <> :head LIMIT :limit"}},
    PARASOL_ONE_KEY("attachment_content", "attachment_id", "sealed", "attachment_content", ""),
};

struct Older {
    std::string first, last, sealed;
};

std::int64_t number_in(const std::string& text)
{
    std::int64_t number = -1; // below every key
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Value last_key(const Sealed& column, const std::string& last)
{
    return column.texts ? Value(last) : Value(number_in(last));
}

std::vector<Older> older(Reader& db, const Sealed& column, const SealPass& pass, int limit)
{
    const auto head = db.vault().newest_head();
    Params params{{"size", static_cast<std::int64_t>(head.size())},
                  {"head", head},
                  {"last", last_key(column, pass.last)},
                  {"limit", limit}};
    if (column.two) {
        params.push_back({"first", number_in(pass.first)});
        params.push_back({"same", number_in(pass.first)});
    }
    std::vector<Older> rows;
    auto query = db.query(column.find, params);
    for (Older row; query.next(row.first, row.last, row.sealed);) rows.push_back(row);
    return rows;
}

std::string place_of(const Sealed& column, const Older& row)
{
    const std::string first = row.first.empty() ? "" : row.first + "|";
    const std::string part = *column.part == '\0' ? "" : "|" + std::string(column.part);
    return std::string(column.place) + "|" + first + row.last + part;
}

// What does not open stays as it is, and keeps its key from being dropped.
std::optional<std::string> sealed_anew(const Vault& vault, const std::string& sealed,
                                       const std::string& place)
try {
    return vault.seal(vault.unseal(sealed, place), place);
} catch (const SealBroken&) {
    return {};
}

void seal_anew(Writer& db, const Sealed& column, const Older& row, SealPass& pass)
{
    const auto fresh = sealed_anew(db.vault(), row.sealed, place_of(column, row));
    if (!fresh) {
        ++pass.broken;
        return;
    }
    Params params{{"fresh", *fresh}, {"last", last_key(column, row.last)}, {"old", row.sealed}};
    if (column.two) params.push_back({"first", number_in(row.first)});
    pass.rows += db.change(column.save, params);
}

// A file may be as large as many thousands of other words.
int most_of(const Sealed& column, int limit)
{
    constexpr int kFiles = 3;
    return std::string_view(column.column) == "attachment_content.sealed" ? std::min(limit, kFiles) : limit;
}

} // namespace

bool reseal(Writer& db, SealPass& pass, int limit)
{
    while (pass.column < std::size(kSealed)) {
        const auto& column = kSealed[pass.column];
        const auto most = most_of(column, limit);
        const auto rows = older(db, column, pass, most);
        for (const auto& row : rows) seal_anew(db, column, row, pass);
        if (std::ssize(rows) == most) {
            pass.first = rows.back().first;
            pass.last = rows.back().last;
            return false;
        }
        limit -= static_cast<int>(rows.size());
        ++pass.column;
        pass.first = pass.last = "";
    }
    return true;
}

std::int64_t count_older_seals(Reader& db, int most)
{
    const auto head = db.vault().newest_head();
    std::int64_t rows = 0;
    for (const auto& column : kSealed) {
        auto query =
            db.query(column.count,
                     {{"size", static_cast<std::int64_t>(head.size())}, {"head", head}, {"limit", most}});
        std::int64_t count{};
        query.next(count);
        rows += count;
    }
    return rows;
}

std::vector<std::string> resealed_columns()
{
    std::vector<std::string> all;
    for (const auto& column : kSealed) all.emplace_back(column.column);
    return all;
}

} // namespace store
