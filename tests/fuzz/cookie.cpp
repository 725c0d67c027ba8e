// The Cookie and Accept-Language fields.
#include "server/http/decode.hpp"
#include "tests/fuzz/fuzz.hpp"

void try_text(std::string_view text)
{
    for (const std::string_view name : {"session", "__Host-session", "lang", "large", ""}) {
        const auto value = server::cookie_in(text, name);
        must(value.empty() || text.find(value) != std::string_view::npos, "a value stands in the field");
        must(value.find(';') == std::string::npos, "a value ends at the semicolon");
    }
    const auto language = server::language_in(text);
    must(language == server::Language::zh || language == server::Language::en, "a language we speak");
}
