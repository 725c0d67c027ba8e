#pragma once
#include "matching/what_if.hpp"
#include "server/html/rule_words.hpp"
#include <iosfwd>

namespace server::cli {

// What a changed program would come to, as a table of the terminal or as JSON.
class ImpactSheet {
public:
    ImpactSheet(const html::Words& words, const matching::Snapshot& snapshot, matching::ProgramIndex program,
                const matching::Impact& impact)
        : words_(words), snapshot_(snapshot), program_(program), impact_(impact)
    {
    }
    void table(std::ostream&) const;
    void json(std::ostream&) const; // docs/formats.md "Answers of the terminal"

private:
    std::string say(const std::string& key, std::map<std::string, std::string> values = {}) const;
    std::string row(const std::string& label, const matching::Shift&) const;
    std::string moved(const matching::FamilyMoved&) const;

    const html::Words& words_;
    const matching::Snapshot& snapshot_;
    matching::ProgramIndex program_;
    const matching::Impact& impact_;
};

} // namespace server::cli
