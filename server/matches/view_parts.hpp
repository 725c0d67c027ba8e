#pragma once
#include "server/html/rule_words.hpp"
#include "server/matches/service.hpp"
#include "server/referrals/document.hpp"
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

// Inside of the section: its parts, each as the template's names want it.
namespace server::matches {

struct Scene {
    const html::Words& words;
    const Found& found;
    std::string offer_path = {}; // where this actor may offer what fits; "": not now
};

nlohmann::json lines(const std::vector<std::string>& texts); // [{"text": …}]
// A part that is there or not: one element with its lines, or none.
nlohmann::json lines_part(const std::vector<std::string>& texts);

// A program and its organization: name, name_lang, href, organization.
nlohmann::json program_part(const html::Words&, const models::Program&);

// One candidate with its boxes, sentence, rules and obstacles (templates/matches/card.html).
nlohmann::json card(const Scene&, const matching::Candidate&, std::size_t rank);

// The boxes of a score: six that tell programs apart, then what is equal for all.
nlohmann::json score_boxes(const html::Words&, const matching::Policy&, const matching::Score&);

// Rule by rule: condition, requirement, what the family has, verdict.
struct RuleRow {
    std::string condition, requirement, finding, difference;
    matching::Verdict verdict{};
};
std::vector<std::string> obstacles_in_words(const Scene&, const matching::Candidate&);
std::vector<RuleRow> rule_rows(const Scene&, const matching::Explanation&);
// The rule that a near miss fails; or the minimum of its award, which counts as one.
RuleRow failed_row(const Scene&, const matching::Candidate&);
nlohmann::json rows_part(const html::Words&, const std::vector<RuleRow>&);

// The question that settles most, answerable in place, and those that come after it.
struct AskedOf {
    const models::Referral& referral;
    bool may_answer = false;
};
nlohmann::json question_part(const Scene&, const AskedOf&, const matching::Question&);
std::string question_words(const Scene&, const matching::Question&);
struct AnswerWords {
    std::string answer, effect;
};
std::vector<AnswerWords> answers_in_words(const Scene&, const matching::Question&);

} // namespace server::matches
