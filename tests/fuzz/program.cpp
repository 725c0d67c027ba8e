// JSON to a program: refused with pointers, or written and read as the same.
#include "server/formats/program_json.hpp"
#include "server/http/json_reader.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <nlohmann/json.hpp>

void try_text(std::string_view text)
{
    const auto value = server::read_json(text);
    if (!value) return;
    const server::NamedRules named{{"poor", {}}};
    const auto program = server::read_program(*value, named);
    if (!program) {
        must(!program.error().faults.empty(), "a refusal says why");
        return;
    }
    const auto written = server::write_program(*program);
    const auto again = server::read_program(written, named);
    must(again.has_value() && server::write_program(*again) == written, "reads as the same again");
}
