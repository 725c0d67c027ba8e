#include "models/channel.hpp"

namespace models {

std::optional<std::chrono::milliseconds> pause_after(std::int64_t tries, const Pauses& pauses,
                                                     int jitter_permille)
{
    if (tries < 0 || tries >= std::ssize(pauses)) return {};
    return pauses[static_cast<std::size_t>(tries)] * (800 + jitter_permille * 400 / 1000) / 1000;
}

std::string_view topic_of(std::string_view about) { return about.substr(0, about.find('.')); }

bool is_urgent(std::string_view about, const Office& to)
{
    const bool reminder = to.supervisor && topic_of(about) != "program"; // that is a manager's own matter
    return reminder || about == "referral.confirm_urgently" || about == "worry.urgent";
}

} // namespace models
