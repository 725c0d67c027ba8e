#pragma once
#include "server/html/fields.hpp"
#include "server/objections/service.hpp"

// An objection's parts in words; shared with the family's own page.
namespace server::objections {

// "step:3", "offer:1234", "handling:0", and back.
std::string code_of(const Subject&);
Told told_in(const Form&); // fields "about" and "text"

// "11月13日 县里确认", "春风基金会：生活费用", "别的事"
std::string subject_words(store::Reader&, const html::Words&, const Subject&);

// The two fields of the form: what it is about, and the family's words.
nlohmann::json raise_fields(store::Reader&, const html::Words&, const std::vector<Subject>&,
                            const html::Typed&, const std::vector<models::Fault>&);

// By when it is answered at the latest; empty: it is answered.
std::string due_words(const html::Words&, const ObjectionRow&);

} // namespace server::objections
