// Queries and urlencoded bodies.
#include "models/identity.hpp"
#include "server/http/decode.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace server;

void try_text(std::string_view text)
{
    const auto encoded = percent_encoded(text);
    must(percent_decoded(encoded, Plus::stays) == std::string(text), "what was encoded decodes as the same");
    must(percent_decoded(encoded, Plus::is_space) == std::string(text), "nothing encoded holds a plus");
    const auto form = read_form(text);
    if (!form) return;
    for (const auto& [name, value] : form->fields())
        must(models::is_utf8(name) && models::is_utf8(value), "fields are clean UTF-8");
    must(form->fields().size() <= 2'000, "not too many fields");
}
