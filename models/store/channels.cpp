#include "models/store/channels.hpp"
#include "models/store/seal.hpp"
#include <charconv>

namespace store {

namespace {

#define PARASOL_CHANNEL                                                                                      \
    "SELECT id, kind, state, off_reason, account_id, side, area, organization_id, supervisor, topics, "      \
    "language, daily, daily_on, rotated_until, sealed, version FROM channel "
constexpr Sql kFind{"channel.find", PARASOL_CHANNEL "WHERE id = :id"};
constexpr Sql kFindMail{"channel.find_mail", PARASOL_CHANNEL "WHERE mail_of = :account"};
constexpr Sql kListAll{"channel.list", PARASOL_CHANNEL "WHERE kind <> 'mail' ORDER BY id DESC LIMIT 500"};
constexpr Sql kListOf{"channel.list_of", PARASOL_CHANNEL
                      "WHERE side = 'charity' AND organization_id = :organization AND kind <> 'mail' "
                      "ORDER BY id DESC LIMIT 500"};
#undef PARASOL_CHANNEL

constexpr Sql kInsert{"channel.insert", R"sql(
    INSERT INTO channel (id, kind, state, off_reason, account_id, mail_of, side, area, organization_id, supervisor, topics, language,
                         daily, daily_on, rotated_until, sealed, made_at, version)
    VALUES (:id, :kind, :state, :reason, :account, :mail_of, :side, :area, :organization, :supervisor, :topics, :language, :daily,
            '', :rotated, :sealed, :now, 1)
)sql"};
constexpr Sql kSave{"channel.save", R"sql(
    UPDATE channel
       SET state = :state, off_reason = :reason, topics = :topics, language = :language, daily = :daily,
           rotated_until = :rotated, sealed = :sealed, version = version + 1
     WHERE id = :id AND version = :version
)sql"};
constexpr Sql kTurnOff{"channel.turn_off", R"sql(
    UPDATE channel
       SET state = CASE WHEN state = 'on' THEN 'off' ELSE state END, off_reason = :reason, version = version + 1
     WHERE id = :id AND (state = 'on' OR (state = 'unconfirmed' AND off_reason IS NULL))
)sql"};
constexpr Sql kDrop{"dispatch.drop", R"sql(
    UPDATE dispatch SET state = 'dropped', gathers_for = NULL, ended_at = :now WHERE channel_id = :id AND state = 'waiting'
)sql"};
constexpr Sql kDaily{"channel.daily", R"sql(
    SELECT id FROM channel WHERE kind = 'mail' AND state = 'on' AND daily = 1 AND daily_on < :today ORDER BY id LIMIT :limit
)sql"};
constexpr Sql kMarkDaily{"channel.mark_daily",
                         "UPDATE channel SET daily_on = :today WHERE id = :id AND daily_on < :before"};

#define PARASOL_OF_MAIL                                                                                      \
    " IN (SELECT d.id FROM dispatch d JOIN channel c ON c.id = d.channel_id "                                \
    "WHERE c.mail_of = :account)"
constexpr Sql kDeleteNotices{"dispatch_notice.delete_mail",
                             "DELETE FROM dispatch_notice WHERE dispatch_id" PARASOL_OF_MAIL};
constexpr Sql kDeleteTries{"dispatch_try.delete_mail",
                           "DELETE FROM dispatch_try WHERE dispatch_id" PARASOL_OF_MAIL};
#undef PARASOL_OF_MAIL
constexpr Sql kDeleteDispatches{"dispatch.delete_mail",
                                "DELETE FROM dispatch WHERE channel_id IN (SELECT id FROM channel WHERE "
                                "mail_of = :account)"};
constexpr Sql kInsertCode{"mail_code.insert", "INSERT INTO mail_code (account_id, address_hash, sent_at) "
                                              "VALUES (:account, :address, :now)"};
constexpr Sql kCodesOf{"mail_code.of_account",
                       "SELECT COUNT(*) FROM mail_code WHERE account_id = :account AND sent_at > :since"};
constexpr Sql kCodesTo{"mail_code.to_address",
                       "SELECT COUNT(*) FROM mail_code WHERE address_hash = :address AND sent_at > :since"};
constexpr Sql kForgetCodes{"mail_code.forget", "DELETE FROM mail_code WHERE sent_at < :before"};
constexpr Sql kDeleteMail{"channel.delete_mail", "DELETE FROM channel WHERE mail_of = :account"};

std::string place_of(models::ChannelId id) { return "channel|" + models::to_text(id); }

// Each with its length before it: no value can be read as another.
std::string packed(const ChannelKeys& keys)
{
    std::string text;
    for (const auto& part :
         {keys.target, keys.secret, keys.secret_before, keys.authorization, keys.phone, keys.body, keys.code,
          std::to_string(keys.code_until.time_since_epoch().count()), std::to_string(keys.wrong_codes)})
        text += std::to_string(part.size()) + ":" + part;
    return text;
}

std::string next_part(std::string_view& text)
{
    std::size_t size{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    const auto begin = static_cast<std::size_t>(end - text.data()) + 1;
    if (error != std::errc{} || begin + size > text.size()) throw SealBroken();
    const std::string part(text.substr(begin, size));
    text.remove_prefix(begin + size);
    return part;
}

std::int64_t next_number(std::string_view& text) { return std::stoll(next_part(text)); }

ChannelKeys unpacked(std::string_view text)
{
    ChannelKeys keys;
    for (auto* part : {&keys.target, &keys.secret, &keys.secret_before, &keys.authorization, &keys.phone,
                       &keys.body, &keys.code})
        *part = next_part(text);
    keys.code_until = models::Time(std::chrono::milliseconds(next_number(text)));
    keys.wrong_codes = next_number(text);
    return keys;
}

std::string joined(const std::vector<std::string>& topics)
{
    std::string text;
    for (const auto& topic : topics) text += (text.empty() ? "" : " ") + topic;
    return text;
}

std::vector<std::string> split(std::string_view text)
{
    std::vector<std::string> topics;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        topics.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return topics;
}

std::vector<ChannelRow> all_of(Reader& db, Query&& query)
{
    std::vector<ChannelRow> rows;
    ChannelRow row;
    std::optional<models::Side> side;
    std::string topics, sealed;
    while (query.next(row.id, row.kind, row.state, row.off_reason, row.account, side, row.office.area,
                      row.office.organization, row.office.supervisor, topics, row.language, row.daily,
                      row.daily_on, row.rotated_until, sealed, row.version)) {
        row.office.side = side.value_or(models::Side::system);
        row.topics = split(topics);
        row.keys = unpacked(db.vault().unseal(sealed, place_of(row.id)));
        rows.push_back(row);
    }
    return rows;
}

std::optional<ChannelRow> one_of(Reader& db, Query&& query)
{
    auto rows = all_of(db, std::move(query));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

} // namespace

models::ChannelId insert_channel(Writer& db, const ChannelRow& row, models::Time now)
{
    const auto id = db.new_id<models::ChannelId>();
    const bool mail = row.kind == models::ChannelKind::mail;
    db.change(kInsert, {{"id", id},
                        {"kind", row.kind},
                        {"state", row.state},
                        {"reason", row.off_reason},
                        {"account", row.account},
                        {"mail_of", mail ? Value(row.account) : Value(nullptr)},
                        {"side", mail ? Value(nullptr) : Value(row.office.side)},
                        {"area", row.office.area},
                        {"organization", row.office.organization},
                        {"supervisor", row.office.supervisor},
                        {"topics", joined(row.topics)},
                        {"language", row.language},
                        {"daily", row.daily},
                        {"rotated", row.rotated_until},
                        {"sealed", db.vault().seal(packed(row.keys), place_of(id))},
                        {"now", now}});
    return id;
}

bool save_channel(Writer& db, const ChannelRow& row)
{
    return db.change(kSave, {{"state", row.state},
                             {"reason", row.off_reason},
                             {"topics", joined(row.topics)},
                             {"language", row.language},
                             {"daily", row.daily},
                             {"rotated", row.rotated_until},
                             {"sealed", db.vault().seal(packed(row.keys), place_of(row.id))},
                             {"id", row.id},
                             {"version", row.version}}) == 1;
}

bool turn_channel_off(Writer& db, models::ChannelId id, models::OffReason reason, models::Time now)
{
    if (db.change(kTurnOff, {{"reason", reason}, {"id", id}}) != 1) return false;
    db.change(kDrop, {{"now", now}, {"id", id}});
    return true;
}

void delete_mail_channel(Writer& db, models::AccountId account)
{
    for (const auto& sql : {kDeleteNotices, kDeleteTries, kDeleteDispatches, kDeleteMail})
        db.change(sql, {{"account", account}});
}

std::optional<ChannelRow> find_channel(Reader& db, models::ChannelId id)
{
    return one_of(db, db.query(kFind, {{"id", id}}));
}

std::optional<ChannelRow> find_mail_channel(Reader& db, models::AccountId account)
{
    return one_of(db, db.query(kFindMail, {{"account", account}}));
}

std::vector<ChannelRow> list_channels(Reader& db, models::OrganizationId organization)
{
    if (!organization) return all_of(db, db.query(kListAll));
    return all_of(db, db.query(kListOf, {{"organization", organization}}));
}

namespace {

std::string hash_of(const Vault& vault, std::string address)
{
    for (auto& c : address)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return vault.secret_hash("mail|" + address);
}

std::int64_t counted(Query&& query)
{
    std::int64_t count{};
    query.next(count);
    return count;
}

} // namespace

void insert_mail_code(Writer& db, models::AccountId account, const std::string& address, models::Time now)
{
    db.change(kInsertCode, {{"account", account}, {"address", hash_of(db.vault(), address)}, {"now", now}});
}

MailCodes count_mail_codes(Reader& db, models::AccountId account, const std::string& address,
                           models::Time since)
{
    return {counted(db.query(kCodesOf, {{"account", account}, {"since", since}})),
            counted(db.query(kCodesTo, {{"address", hash_of(db.vault(), address)}, {"since", since}}))};
}

void forget_mail_codes(Writer& db, models::Time sent_before)
{
    db.change(kForgetCodes, {{"before", sent_before}});
}

std::vector<models::ChannelId> daily_channels(Reader& db, models::Date today, int limit)
{
    std::vector<models::ChannelId> ids;
    auto query = db.query(kDaily, {{"today", today}, {"limit", limit}});
    for (models::ChannelId id; query.next(id);) ids.push_back(id);
    return ids;
}

bool mark_daily(Writer& db, models::ChannelId id, models::Date today)
{
    return db.change(kMarkDaily, {{"today", today}, {"id", id}, {"before", today}}) == 1;
}

} // namespace store
