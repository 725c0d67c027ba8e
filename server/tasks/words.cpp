#include "server/tasks/words.hpp"

namespace server::tasks {

using namespace models;

std::string about_words(const html::Words& words, const Actor& actor, const Due& due)
{
    std::string about;
    if (!due.need_type.empty()) about = words.say("need." + due.need_type);
    if (!due.village) return about;
    if (!about.empty()) about += " · ";
    return about +
           html::area_name(words, actor.is_charity() ? part_of(due.village, AreaLevel::county) : due.village);
}

} // namespace server::tasks
