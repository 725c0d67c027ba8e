#include "models/store/audit.hpp"
#include "models/store/seal.hpp"
#include <charconv>
#include <map>

namespace store {

namespace {

constexpr Sql kLast{"audit.last", R"sql(
    SELECT sequence, mac FROM audit WHERE chain = :chain ORDER BY sequence DESC LIMIT 1
)sql"};

constexpr Sql kPredecessor{"audit.predecessor", R"sql(
    SELECT chain, sequence, mac FROM audit WHERE chain < :chain ORDER BY chain DESC, sequence DESC LIMIT 1
)sql"};

constexpr Sql kInsert{"audit.insert", R"sql(
    INSERT INTO audit (chain, sequence, at, by_id, event, subject, facts, mac)
    VALUES (:chain, :sequence, :at, :by, :event, :subject, :facts, :mac)
)sql"};

constexpr Sql kWalk{"audit.walk", R"sql(
    SELECT chain, sequence, at, by_id, event, subject, facts, mac
      FROM audit
     WHERE chain > :chain OR (chain = :chain AND sequence > :sequence)
     ORDER BY chain, sequence
     LIMIT 10000
)sql"};

constexpr Sql kOfSubject{"audit.of_subject", R"sql(
    SELECT at, by_id, event, subject, facts
      FROM audit
     WHERE subject = :subject
     ORDER BY at DESC, chain DESC, sequence DESC
     LIMIT 1000
)sql"};

constexpr Sql kMac{"audit.mac", "SELECT mac FROM audit WHERE chain = :chain AND sequence = :sequence"};

constexpr Sql kHeads{"audit.heads", R"sql(
    SELECT a.chain, a.sequence, a.mac
      FROM audit a
      JOIN (SELECT chain, MAX(sequence) AS sequence FROM audit GROUP BY chain) AS last
        ON last.chain = a.chain AND last.sequence = a.sequence
     ORDER BY a.chain
)sql"};

constexpr Sql kLeased{"audit.leased", "SELECT number FROM process_lease"};

constexpr auto kOpened = "audit.chain_opened";
constexpr auto kRekeyed = "audit.key_changed"; // the first row of a chain under another key
constexpr auto kNoneBefore = "first";

struct Row {
    std::int64_t chain{}, sequence{};
    AuditEvent event;
    std::string mac;
};

// Every part with its length, so that none can run into the next.
std::string text_of(const Row& row)
{
    const auto& event = row.event;
    std::string text;
    for (const auto& part : {std::to_string(row.chain), std::to_string(row.sequence),
                             std::to_string(event.at.time_since_epoch().count()), models::to_text(event.by),
                             event.event, event.subject, event.facts})
        text += std::to_string(part.size()) + ":" + part;
    return text;
}

std::string text_of(const ChainHead& head)
{
    return std::to_string(head.chain) + ":" + std::to_string(head.sequence) + ":" + head.mac;
}

std::optional<ChainHead> head_of(Reader& db, std::int64_t chain)
{
    ChainHead head{.chain = chain};
    auto query = db.query(kLast, {{"chain", chain}});
    if (!query.next(head.sequence, head.mac)) return {};
    return head;
}

std::string insert(Writer& db, Row row, const std::string& previous)
{
    row.mac = db.vault().audit_mac(text_of(row), previous);
    const auto& event = row.event;
    db.change(kInsert, {{"chain", row.chain},
                        {"sequence", row.sequence},
                        {"at", event.at},
                        {"by", event.by},
                        {"event", event.event},
                        {"subject", event.subject},
                        {"facts", event.facts},
                        {"mac", row.mac}});
    return row.mac;
}

// A process's chain begins with a row that names the last row of the chain before it, under the newest key:
// one that was changed a moment ago by another process, too.
ChainHead open_chain(Writer& db, std::int64_t chain, models::Time now)
{
    db.vault().refresh();
    std::string before = kNoneBefore;
    {
        ChainHead head;
        auto query = db.query(kPredecessor, {{"chain", chain}});
        if (query.next(head.chain, head.sequence, head.mac)) before = text_of(head);
    }
    const auto mac = insert(db, {chain, 1, {now, {}, kOpened, before, ""}, ""}, "");
    return {chain, 1, mac};
}

std::int64_t last_leased(Reader& db)
{
    std::int64_t number{};
    auto query = db.query(kLeased);
    query.next(number);
    return number;
}

bool is_of_an_older_key(Reader& db, const ChainHead& head)
{
    const auto key = db.vault().audit_key_of(head.mac);
    return key && *key + 1 < db.vault().count_keys(KeyUse::audit);
}

// Its next part begins with a row under the new key that names the last row under the old one, and the number
// after which no chain may begin with an older key any more.
ChainHead go_on_with_new_key(Writer& db, const ChainHead& head, models::Time now)
{
    const auto mac = insert(db,
                            {head.chain,
                             head.sequence + 1,
                             {now, {}, kRekeyed, text_of(head), std::to_string(last_leased(db))},
                             ""},
                            head.mac);
    return {head.chain, head.sequence + 1, mac};
}

bool stands(Reader& db, const ChainHead& head)
{
    std::string mac;
    auto query = db.query(kMac, {{"chain", head.chain}, {"sequence", head.sequence}});
    return query.next(mac) && mac == head.mac;
}

std::optional<ChainHead> head_in(std::string_view text)
{
    ChainHead head;
    const auto number = [&](std::int64_t& into) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
        const auto used = static_cast<std::size_t>(end - text.data());
        if (error != std::errc{} || used >= text.size() || text[used] != ':') return false;
        text.remove_prefix(used + 1);
        return true;
    };
    if (!number(head.chain) || !number(head.sequence)) return {};
    head.mac = text;
    return head;
}

// A walk over all chains in order.
struct Walk {
    ChainHead last; // the row before, of whichever chain
    std::size_t key{};
    std::map<std::int64_t, std::size_t> least; // the key that chains of a higher number have to begin with
};

bool opens_well(Reader& db, const Row& row, const Walk& walk, std::size_t key)
{
    if (row.sequence != 1 || row.event.event != kOpened) return false;
    for (const auto& [chain, least] : walk.least)
        if (row.chain > chain && key < least) return false;
    if (row.event.subject == kNoneBefore) return true;
    const auto before = head_in(row.event.subject);
    return before && stands(db, *before);
}

// Within a chain the key changes at a row that says so, and never back to an older one.
bool goes_on_well(const Row& row, Walk& walk, std::size_t key)
{
    if (row.sequence != walk.last.sequence + 1 || key < walk.key) return false;
    if (key == walk.key) return true;
    std::int64_t leased{};
    const auto& facts = row.event.facts;
    std::from_chars(facts.data(), facts.data() + facts.size(), leased);
    auto& least = walk.least[leased];
    least = std::max(least, key);
    return row.event.event == kRekeyed && row.event.subject == text_of(walk.last);
}

bool fits(Reader& db, const Row& row, Walk& walk)
{
    const bool opens = row.chain != walk.last.chain;
    const auto key = db.vault().audit_key_of(row.mac);
    if (!key || db.vault().audit_mac(text_of(row), opens ? "" : walk.last.mac, *key) != row.mac) return false;
    if (opens ? !opens_well(db, row, walk, *key) : !goes_on_well(row, walk, *key)) return false;
    walk.last = {row.chain, row.sequence, row.mac};
    walk.key = *key;
    return true;
}

std::vector<Row> rows_after(Reader& db, const ChainHead& last)
{
    std::vector<Row> rows;
    auto query = db.query(kWalk, {{"chain", last.chain}, {"sequence", last.sequence}});
    auto next = [&](Row& row) {
        auto& event = row.event;
        return query.next(row.chain, row.sequence, event.at, event.by, event.event, event.subject,
                          event.facts, row.mac);
    };
    for (Row row; next(row);) rows.push_back(row);
    return rows;
}

} // namespace

void append_audit(Writer& db, const AuditEvent& event)
{
    const auto chain = db.process();
    if (chain == 0) throw std::logic_error("audit: this connection has leased no process number");
    auto head = head_of(db, chain);
    if (!head) head = open_chain(db, chain, event.at);
    if (is_of_an_older_key(db, *head)) head = go_on_with_new_key(db, *head, event.at);
    insert(db, {chain, head->sequence + 1, event, ""}, head->mac);
}

std::vector<AuditEvent> list_audit(Reader& db, std::string_view subject)
{
    std::vector<AuditEvent> events;
    auto query = db.query(kOfSubject, {{"subject", subject}});
    for (AuditEvent event; query.next(event.at, event.by, event.event, event.subject, event.facts);)
        events.push_back(event);
    return events;
}

std::vector<ChainHead> audit_heads(Reader& db)
{
    std::vector<ChainHead> heads;
    auto query = db.query(kHeads);
    for (ChainHead head; query.next(head.chain, head.sequence, head.mac);) heads.push_back(head);
    return heads;
}

std::optional<ChainFault> verify_audit(Reader& db, const std::vector<ChainHead>& anchored)
{
    db.vault().refresh(); // the key may have been changed by another process
    Walk walk;
    for (auto rows = rows_after(db, walk.last); !rows.empty(); rows = rows_after(db, walk.last))
        for (const auto& row : rows)
            if (!fits(db, row, walk)) return ChainFault{row.chain, row.sequence};
    for (const auto& head : anchored)
        if (!stands(db, head)) return ChainFault{head.chain, head.sequence};
    return {};
}

} // namespace store
