#include "server/notices/inbox.hpp"
#include "models/store/offers.hpp"
#include "server/notices/notices.hpp"

namespace server::notices {

using namespace models;

namespace {

std::string topic_of(const Office& office)
{
    return std::string(name_of(office.side)) + " " + std::to_string(office.area.code) + " " +
           to_text(office.organization) + (office.supervisor ? " lead" : "");
}

struct Count {
    std::int64_t unread = 0, to_answer = 0;
};

} // namespace

Response follow_inbox(const Call& call, store::Reader& db)
{
    return {.content_type = "text/event-stream; charset=utf-8", .follows = topic_of(desk_of(db, call.actor))};
}

// A supervisor's desk sees what all of its office are told.
FeedTexts inbox_counts(store::Reader& db)
{
    std::map<std::string, Count> counts;
    const auto both = [&](Office office, auto add) {
        for (const bool supervisor : {false, true}) {
            office.supervisor = supervisor;
            add(counts[topic_of(office)], supervisor);
        }
    };
    for (const auto& [office, unread] : store::unread_of_all(db))
        both(office, [&](Count& count, bool supervisor) {
            if (supervisor || !office.supervisor) count.unread += unread;
        });
    for (const auto& [organization, offers] : store::offers_to_answer(db))
        both(office_of(organization), [&](Count& count, bool) { count.to_answer = offers; });
    FeedTexts texts;
    for (const auto& [topic, count] : counts)
        texts[topic] = std::to_string(count.unread) + " " + std::to_string(count.to_answer);
    return texts;
}

} // namespace server::notices
