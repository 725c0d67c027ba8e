#pragma once
#include "models/notice.hpp"
#include "models/store/db.hpp"
#include "models/time.hpp"
#include <string>
#include <vector>

namespace store {

enum class NoticeNoun { referral, offer, program };

// What an office is told: a code and a number, nothing of a person.
struct NoticeRow {
    models::NoticeId id;
    std::string about; // message notice.<about>
    NoticeNoun noun{};
    std::int64_t noun_id{};
    std::string reference;
    models::Office to;
    models::NoticeState state{};
    models::Time shown_from{};
};

void insert_notice(Writer&, NoticeRow, models::Time now);
// Those about this noun that nobody was shown yet; each change has its line in the ledger.
void take_back_notices(Writer&, NoticeNoun, std::int64_t noun_id, models::Time now);
std::int64_t tell_notices(Writer&, models::Time now); // waiting ones whose time has come
void read_notices(Writer&, const models::Office&, models::AccountId by,
                  models::Time now); // all that was told

// The newest first, those that were told or read. A supervisor's office sees what its supervisor is told,
// too.
std::vector<NoticeRow> list_notices(Reader&, const models::Office&, models::NoticeId before, int limit);
std::int64_t count_unread(Reader&, const models::Office&);
std::vector<NoticeRow> list_outbox(Reader&, models::NoticeId before, int limit); // every one
std::vector<NoticeRow> notices_of(Reader&, models::DispatchId);

// How much each office was told and has not read, in one look; what its supervisor was told apart.
using UnreadOf = std::vector<std::pair<models::Office, std::int64_t>>;
UnreadOf unread_of_all(Reader&);

} // namespace store

template <>
inline constexpr auto models::kNames<store::NoticeNoun> =
    models::names<store::NoticeNoun>({{store::NoticeNoun::referral, "referral"},
                                      {store::NoticeNoun::offer, "offer"},
                                      {store::NoticeNoun::program, "program"}});
