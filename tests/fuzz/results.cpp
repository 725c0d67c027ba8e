// What a bank sends back: read whole or refused with a sentence.
#include "server/payments/reading.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <algorithm>

using namespace server::payments;

void try_text(std::string_view text)
{
    static const auto kTexts = html::Messages::built_in();
    store::PaymentRunRow run;
    run.number = 3;
    const auto results = read_results(kTexts, text, run);
    if (!results) {
        for (const auto& fault : results.error().faults) {
            must(fault.pointer == "/results", "a fault stands at the file");
            must(kTexts.has(fault.key), "a fault has a sentence");
        }
        return;
    }
    must(!results->empty(), "a file without results is refused");
    must(results->size() <= static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1,
         "one result a line at most");
}
