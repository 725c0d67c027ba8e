// The strict JSON reader: what it accepts, it accepts again as it would be written.
#include "server/http/json_reader.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <nlohmann/json.hpp>

void try_text(std::string_view text)
{
    const auto read = server::read_json(text);
    if (!read) {
        must(!read.error().faults.empty(), "a refusal says why");
        return;
    }
    const auto written = read->dump();
    const auto again = server::read_json(written);
    must(again.has_value() && *again == *read, "what was written reads as the same");
}
