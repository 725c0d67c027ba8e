#pragma once
#include "server/cli/columns.hpp"
#include "server/matches/view_parts.hpp"
#include <iosfwd>

namespace server::cli {

// What was found for one family, in the columns of a terminal.
class MatchSheet {
public:
    MatchSheet(std::ostream& out, const matches::Scene& scene, bool color)
        : out_(out), scene_(scene), words_(scene.words), paint_(color)
    {
    }
    void head() const;       // place, day, policy, number of programs
    void candidates() const; // fits and to be asked, with the parts of their scores
    void near_misses() const;
    void questions() const;
    void needs() const;
    void explained(std::size_t rank) const;      // rule by rule
    void pair(const matching::Candidate&) const; // one need before one program, and what separates them
    void foot(const std::string& file) const;

private:
    void line(const std::string& text = {}) const; // without spaces at its end
    std::vector<std::string> labels() const;       // of the parts of a score
    std::size_t box_width() const;
    void head_of_candidates() const;
    void candidate(const matching::Candidate&, std::size_t rank) const;
    void rules(const matching::Candidate&) const;
    std::string verdicts(const std::vector<matches::RuleRow>&) const;
    std::string boxes(const matching::Score&) const;
    std::string say(const std::string& key, std::map<std::string, std::string> values = {}) const;

    std::ostream& out_;
    const matches::Scene& scene_;
    const html::Words& words_;
    Painter paint_;
};

} // namespace server::cli
