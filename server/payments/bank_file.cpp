#include "server/http/library.hpp"
#include "server/offers/projection.hpp"
#include "server/payments/views.hpp"
#include "server/programs/words.hpp"
#include <algorithm>

namespace server::payments {

using namespace models;

namespace {

std::string told_of(const offers::OpenedFields& family, const char* field)
{
    const auto person = offers::told_person(family.household, family.offer.member, family.consent.fields);
    const auto at = std::ranges::find(person, field, &offers::ToldFact::field);
    return at == person.end() ? std::string() : at->value;
}

} // namespace

// Accounts are not kept here: the organization fills them in. Result, reason and day are the bank's.
sheets::Sheet bank_sheet(const Call& call, const Issued& issued)
{
    const auto words = programs::words_of(*call.library, call.language);
    sheets::Sheet sheet{{10, 8, 30, 14, 16, 12, 24, 14, 10, 24, 14}, {}};
    auto& head = sheet.rows.emplace_back();
    for (const auto* column :
         {"run", "number", "offer", "name", "phone", "last_four", "account", "yuan", "result", "why", "on"})
        head.push_back({words.say("payment.column." + std::string(column))});
    for (std::size_t i = 0; i < issued.lines.size(); ++i) {
        const auto& line = issued.lines[i];
        const auto& family = issued.families[i];
        sheet.rows.push_back({{number_words(issued.run)},
                              {std::to_string(line.number)},
                              {family.offer.reference},
                              {told_of(family, "name")},
                              {told_of(family, "phone")},
                              {told_of(family, "id_last_four")},
                              {},
                              {{}, line.amount.fen},
                              {},
                              {},
                              {}});
    }
    return sheet;
}

} // namespace server::payments
