// Request heads: what is accepted can be read in one way only.
#include "server/net/head.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <string>

using namespace server::net;

static bool is_clean(std::string_view value)
{
    return value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void try_text(std::string_view text)
{
    const HeadLimits limits;
    if (early_trouble(text, limits)) return;
    const auto end = end_of_head(text);
    if (!end) return;
    must(*end <= text.size(), "the head ends within what came");
    const auto head = read_head(text.substr(0, *end), limits);
    if (!head) return;
    must(head->version == 10 || head->version == 11, "a version we speak");
    must(head->target.size() <= limits.target && head->fields.size() <= limits.fields, "within the limits");
    for (const auto& [name, value] : head->fields)
        must(!name.empty() && is_clean(name) && is_clean(value), "clean fields");
    const auto framing = framing_of(*head);
    if (!framing) return;
    must(!framing->chunked || (framing->length == 0 && head->count("content-length") == 0), "one framing");
    must(!framing->chunked || head->version == 11, "chunks need HTTP/1.1");
    must(head->count("content-length") <= 1 && head->count("host") <= 1, "one length, one host");
    must(head->version == 10 || !framing->host.empty(), "HTTP/1.1 names its host");
    must(is_clean(framing->path_and_query), "a clean path");
}
