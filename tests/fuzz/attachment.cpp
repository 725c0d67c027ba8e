// Files as they are sent: pictures are taken apart, whatever their sizes say.
#include "server/attachments/content.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace server::attachments;

void try_text(std::string_view text)
{
    const auto content = checked(text);
    if (!content) return;
    constexpr std::size_t kOrientation = 36; // bytes of the one block that may be added
    must(content->bytes.size() <= text.size() + kOrientation, "nothing is made up");
    must(content->sha256.size() == 64, "it has a hash");
    const auto again = checked(content->bytes);
    must(again.has_value() && again->kind == content->kind, "what is kept is of its kind");
    must(again->bytes == content->bytes, "nothing more is taken off the second time");
}
