#pragma once
#include "server/cli/meter.hpp"
#include "server/http/library.hpp"
#include <cstdint>
#include <filesystem>
#include <iosfwd>

namespace server {
enum class Language;
}

namespace server::cli {

// Which household, need (from 1) and program of a folder (docs/formats.md "Files of a province").
struct PairWish {
    std::filesystem::path in;
    std::int64_t household = 0, need = 1, program = 0;
    std::filesystem::path changed; // what-if: the program as it would be, docs/formats.md "Programs"
    Language language{};
    bool color = false;   // a terminal that shows it
    bool as_json = false; // docs/formats.md "Answers of the terminal"
};

// Each 0; a folder or file that cannot be taken, or a household, need or program that is not in it: a
// sentence with the place on `wrong`, 2.

// parasol explain: one need before one program, rule by rule, and what separates the family where it is
// refused.
int explain_in_province(const Library&, const PairWish&, Meter&, std::ostream& out, std::ostream& wrong);

// parasol ask: the three questions that settle most for one family, answers weighed by how common they are
// in the folder.
int ask_in_province(const Library&, const PairWish&, Meter&, std::ostream& out, std::ostream& wrong);

// parasol what-if: who comes in, who falls out and what it costs if a program is changed.
int what_if_in_province(const Library&, const PairWish&, Meter&, std::ostream& out, std::ostream& wrong);

} // namespace server::cli
