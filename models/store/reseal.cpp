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
    Sql find, save, count;
};

#define PARASOL_OLDER(TABLE, COLUMN)                                                                         \
    "FROM " TABLE " WHERE " COLUMN " <> '' AND substr(" COLUMN ", 1, :size) <> :head LIMIT :limit"
#define PARASOL_COUNTED(TABLE, COLUMN)                                                                       \
    {"reseal.count." TABLE "." COLUMN,                                                                       \
     "SELECT COUNT(*) FROM (SELECT 1 AS one " PARASOL_OLDER(TABLE, COLUMN) ") AS counted"}
#define PARASOL_ONE_KEY(TABLE, KEY, COLUMN, PLACE, PART, TEXT)                                               \
    Sealed                                                                                                   \
    {                                                                                                        \
        TABLE "." COLUMN, PLACE, PART, TEXT,                                                                 \
            {"reseal.find." TABLE "." COLUMN,                                                                \
             "SELECT '', CAST(" KEY " AS TEXT), " COLUMN " " PARASOL_OLDER(TABLE, COLUMN)},                  \
            {"reseal.save." TABLE "." COLUMN,                                                                \
             "UPDATE " TABLE " SET " COLUMN " = :fresh WHERE " KEY " = :last AND " COLUMN " = :old"},        \
            PARASOL_COUNTED(TABLE, COLUMN)                                                                   \
    }
#define PARASOL_TWO_KEYS(TABLE, FIRST, KEY, COLUMN, TEXT)                                                    \
    Sealed                                                                                                   \
    {                                                                                                        \
        TABLE "." COLUMN, TABLE, "", TEXT,                                                                   \
            {"reseal.find." TABLE "." COLUMN, "SELECT CAST(" FIRST " AS TEXT), CAST(" KEY                    \
                                              " AS TEXT), " COLUMN " " PARASOL_OLDER(TABLE, COLUMN)},        \
            {"reseal.save." TABLE "." COLUMN, "UPDATE " TABLE " SET " COLUMN " = :fresh WHERE " FIRST        \
                                              " = :first AND " KEY " = :last AND " COLUMN " = :old"},        \
            PARASOL_COUNTED(TABLE, COLUMN)                                                                   \
    }

const Sealed kSealed[] = {
    PARASOL_TWO_KEYS("household_document", "referral_id", "facts_version", "sealed", false),
    PARASOL_TWO_KEYS("referral_move", "referral_id", "number", "note_sealed", false),
    PARASOL_TWO_KEYS("offer_move", "offer_id", "number", "note_sealed", false),
    PARASOL_TWO_KEYS("round_family", "round_id", "referral_id", "sealed", false),
    PARASOL_TWO_KEYS("first_answer", "account_id", "key_hash", "sealed", true),
    PARASOL_TWO_KEYS("worry_move", "worry_id", "number", "sealed", false),
    PARASOL_ONE_KEY("attachment_content", "attachment_id", "sealed", "attachment_content", "", false),
    PARASOL_ONE_KEY("payment_line", "id", "sealed", "payment_line", "", false),
    PARASOL_ONE_KEY("site_staff", "id", "sealed", "site_staff", "name", false),
    PARASOL_ONE_KEY("guardian_consent", "id", "sealed", "guardian_consent", "who", false),
    PARASOL_ONE_KEY("channel", "id", "sealed", "channel", "", false),
    PARASOL_ONE_KEY("consent", "id", "sealed", "consent", "given", false),
    PARASOL_ONE_KEY("plan_line", "id", "sealed", "plan_line", "", false),
    PARASOL_ONE_KEY("delivery", "id", "sealed", "delivery", "", false),
    PARASOL_ONE_KEY("objection", "id", "sealed", "objection", "text", false),
    PARASOL_ONE_KEY("objection", "id", "answer_sealed", "objection", "answer", false),
    PARASOL_ONE_KEY("application", "id", "sealed", "application", "", false),
    PARASOL_ONE_KEY("approval", "id", "reason_sealed", "approval", "reason", false),
    PARASOL_ONE_KEY("approval", "id", "answer_sealed", "approval", "answer", false),
    PARASOL_ONE_KEY("legal_hold", "id", "reason_sealed", "legal_hold", "reason", false),
    PARASOL_ONE_KEY("legal_hold", "id", "lifting_sealed", "legal_hold", "lifting", false),
    PARASOL_ONE_KEY("late_form", "account_id", "sealed", "late_form", "", false),
    PARASOL_ONE_KEY("second_factor", "account_id", "sealed", "second_factor", "", false),
    // A ticket's row is of an account, too.
    Sealed{"sign_in_ticket.sealed",
           "second_factor",
           "",
           false,
           {"reseal.find.sign_in_ticket",
            "SELECT '', CAST(account_id AS TEXT), sealed " PARASOL_OLDER("sign_in_ticket", "sealed")},
           {"reseal.save.sign_in_ticket",
            "UPDATE sign_in_ticket SET sealed = :fresh WHERE account_id = :last AND sealed = :old"},
           PARASOL_COUNTED("sign_in_ticket", "sealed")},
    // By it a start knows its key (migrate.cpp).
    Sealed{"setting.value",
           "setting",
           "",
           true,
           {"reseal.find.key_check", "SELECT '', name, value FROM setting WHERE name = 'key_check' AND "
                                     "substr(value, 1, :size) <> :head LIMIT :limit"},
           {"reseal.save.key_check", "UPDATE setting SET value = :fresh WHERE name = :last AND value = :old"},
           {"reseal.count.key_check", "SELECT COUNT(*) FROM setting WHERE name = 'key_check' AND "
                                      "substr(value, 1, :size) <> :head LIMIT :limit"}},
};

struct Older {
    std::string first, last, sealed;
};

std::vector<Older> older(Reader& db, const Sealed& column, int limit)
{
    const auto head = db.vault().newest_head();
    std::vector<Older> rows;
    auto query = db.query(
        column.find, {{"size", static_cast<std::int64_t>(head.size())}, {"head", head}, {"limit", limit}});
    for (Older row; query.next(row.first, row.last, row.sealed);) rows.push_back(row);
    return rows;
}

std::int64_t number_in(const std::string& text)
{
    std::int64_t number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
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

bool seal_anew(Writer& db, const Sealed& column, const Older& row)
{
    const auto fresh = sealed_anew(db.vault(), row.sealed, place_of(column, row));
    if (!fresh) return false;
    Params params{{"fresh", *fresh},
                  {"last", column.texts ? Value(row.last) : Value(number_in(row.last))},
                  {"old", row.sealed}};
    if (!row.first.empty()) params.push_back({"first", number_in(row.first)});
    return db.change(column.save, params) == 1;
}

} // namespace

// A file may be as large as many thousands of other words.
static int most_of(const Sealed& column, int limit)
{
    constexpr int kFiles = 3;
    return std::string_view(column.column) == "attachment_content.sealed" ? std::min(limit, kFiles) : limit;
}

std::int64_t reseal(Writer& db, int limit)
{
    std::int64_t rows = 0;
    for (const auto& column : kSealed)
        for (const auto& row : older(db, column, most_of(column, limit)))
            rows += seal_anew(db, column, row) ? 1 : 0;
    return rows;
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
