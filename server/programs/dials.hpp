#pragma once
#include "models/program.hpp"
#include "models/result.hpp"
#include "server/http/call.hpp"
#include <string>
#include <vector>

namespace html {
struct Words; // html/rule_words.hpp
}

// The figures of a program that may be tried otherwise in a form: its places and its money, the bounds of its
// rule, what it gives. What a shared rule says is not the program's to change.
namespace server::programs {

enum class DialUnit { number, yuan, times, percent };

} // namespace server::programs

template <>
inline constexpr auto models::kNames<server::programs::DialUnit> =
    models::names<server::programs::DialUnit>({{server::programs::DialUnit::number, "number"},
                                               {server::programs::DialUnit::yuan, "yuan"},
                                               {server::programs::DialUnit::times, "times"},
                                               {server::programs::DialUnit::percent, "percent"}});

namespace server::programs {

struct Dial {
    std::string field; // of the form: "rule-2", "award-0", "cap-0", "places", "budget"
    DialUnit unit{};
    std::string counts;       // in words what a whole number counts; "": nothing that has a word
    std::string label, value; // what it says; as it would be typed, "" for a limit that is not there
};
std::vector<Dial> dials_of(const html::Words&, const models::Program&);

// Puts what was typed into the program; a field that is not there changes nothing. Each fault at its field.
// The whole is read again as if it had been sent, so that no figure goes beyond what it may be.
std::vector<models::Fault> turned(const Form&, const Library&, models::Program&);
std::vector<models::Fault> put_room(const Form&, models::Program&); // places and budget; absent: no limit

} // namespace server::programs
