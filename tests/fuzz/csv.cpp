// Tables: read or refused with a sentence, never anything else.
#include "server/library/csv.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <stdexcept>

void try_text(std::string_view text)
{
    try {
        const auto table = server::read_table(text);
        for (const auto& row : table.rows)
            must(row.size() == table.head.size(), "rows are as long as the head");
        for (const auto& name : table.head)
            must(table.column(name) < table.head.size(), "a column of the head");
    } catch (const std::runtime_error&) {
        return;
    }
}
