#include "server/channels/letters.hpp"
#include "models/store/accounts.hpp"
#include "server/config.hpp"
#include "server/html/rule_words.hpp"
#include "server/notices/notices.hpp"
#include "server/programs/words.hpp"
#include "server/tasks/due.hpp"

namespace server::channels {

using namespace models;
using html::Words;

namespace {

constexpr std::size_t kMostLines = 20;
constexpr int kMostDue = 100;

// Lines with their links, at most twenty, then the link to the whole list.
struct Lines {
    const Words& words;
    const std::string base;
    std::string text = {};
    std::size_t count = 0;

    void add(const std::string& what, const std::string& reference, const std::string& href)
    {
        if (++count > kMostLines) return;
        text += what + (reference.empty() ? "" : "  " + reference) + "\n  " + base + href + "\n";
    }
    std::string finish(const std::string& all_key, const std::string& href) const
    {
        return text + "\n" + words.say(all_key) + "\n  " + base + href + "\n\n" +
               words.say("channel.mail.foot") + "\n  " + base + "/account/mail\n";
    }
};

std::optional<sending::Letter> of_batch(store::Reader& db, Lines lines, DispatchId id)
{
    std::string only;
    for (const auto& notice : store::notices_of(db, id)) {
        if (notice.state != NoticeState::told) continue; // read meanwhile
        only = lines.words.say("notice." + notice.about);
        lines.add(only, notice.reference, notices::page_of(notice));
    }
    if (lines.count == 0) return {};
    const auto count = static_cast<std::int64_t>(lines.count);
    sending::Letter letter{.subject = count == 1 ? only : lines.words.one_or_many("channel.mail.new", count)};
    letter.body = lines.finish("channel.mail.all_notices", "/notices");
    return letter;
}

std::optional<sending::Letter> of_due(store::Reader& db, Lines lines, const store::ChannelRow& channel,
                                      Time now)
{
    const auto account = store::find_account(db, channel.account);
    if (!account || !account->active) return {};
    const auto until = start_of(plus_days(day_of(now), 1)) + std::chrono::milliseconds(1);
    for (const auto& due : tasks::due_list(db, account->actor, until, kMostDue))
        lines.add(lines.words.say("due." + due.what), due.reference, due.href);
    if (lines.count == 0) return {};
    sending::Letter letter{
        .subject = lines.words.one_or_many("channel.mail.due", static_cast<std::int64_t>(lines.count))};
    letter.body = lines.finish("channel.mail.all_due", "/due");
    return letter;
}

} // namespace

std::optional<sending::Letter> letter_of(store::Reader& db, const Library& library,
                                         const store::DispatchRow& dispatch, const store::ChannelRow& channel,
                                         Time now)
{
    const auto words = programs::words_of(library, channel.language == "en" ? Language::en : Language::zh);
    const Lines lines{words, library.config->base_url};
    switch (dispatch.kind) {
    case DispatchKind::due: return of_due(db, lines, channel, now);
    case DispatchKind::code:
        if (channel.state != ChannelState::unconfirmed) return {};
        return sending::Letter{.subject = words.say("channel.mail.code"),
                               .body =
                                   words.say("channel.mail.code_body", {{"code", channel.keys.code}}) + "\n"};
    case DispatchKind::batch:
    case DispatchKind::notice: return of_batch(db, lines, dispatch.id);
    }
    return {};
}

} // namespace server::channels
