#pragma once
#include "models/area.hpp"
#include "models/rule.hpp"
#include "server/html/messages.hpp"
#include "server/html/rule_sentence.hpp"
#include <map>
#include <string>
#include <vector>

// Inside of rule_sentence: one leaf in words. Chinese says a member's facts as what may stand before 的成员,
// English as what may follow "a member who"; household and need facts are whole clauses.
namespace html {

struct Words {
    const Messages& messages;
    server::Language language;
    const models::Divisions& divisions;

    // In Chinese, a value that begins or ends with a digit or Latin letter keeps a space to its neighbors.
    std::string say(const std::string& key, std::map<std::string, std::string> values = {}) const;
    std::string join(const std::vector<std::string>& parts, const std::string& key,
                     const std::string& last_key) const;
    std::string one_or_many(const std::string& key, std::int64_t n,
                            std::map<std::string, std::string> values = {}) const;
};

enum class Frame { household, member };
Sense opposite(Sense);

std::string leaf_phrase(const Words&, const models::Leaf&, Frame, Sense);

std::string fact_key(const char* group, models::Fact); // of a text: "say.sex"
std::string area_name(const Words&, models::Area);
std::string date_text(const Words&, const models::DateOperand&);
std::string code_names(const Words&, models::Fact, const std::vector<std::string>& codes,
                       const std::string& last_join);
std::string amount_text(const Words&, models::Fact, std::int64_t); // "852.25 元", "3 人"
std::string operand_text(const Words&, const models::Leaf&,
                         const models::Operand&); // "当地低保标准的 1.5 倍"
models::Op opposite(models::Op);                  // of a comparison

} // namespace html
