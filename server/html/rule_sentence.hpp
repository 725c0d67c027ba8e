#pragma once
#include "matching/verdict.hpp"
#include "models/rule.hpp"
#include "server/html/messages.hpp"
#include <string>
#include <string_view>

namespace html {

// A rule as one plain sentence, generated per operator from the messages "rule.*", "fact.*" and "code.*.*":
// 家庭月人均收入不超过当地低保标准的 1.5 倍. "Every member" (not member not) has its own sentence.
std::string rule_sentence(const Messages&, server::Language, const models::Divisions&, const models::Rule&);

// A rule about one member as what may stand in a sentence about each of them (award per member):
// 就学状态为在读; English as what follows "who".
std::string member_phrase(const Messages&, server::Language, const models::Divisions&, const models::Rule&);

// Whether a leaf is required as it is written or, standing below `not`, the other way round.
enum class Sense { as_written, negated };
Sense sense_of(const models::Rule& whole, const models::Leaf&);

// The parts of one leaf for the rule-by-rule table: label, requirement ("≤ 852.25 元/月"), what the family
// has
// ("806.00 元/月", "不知道", "不适用").
std::string fact_label(const Messages&, server::Language, models::Fact);
std::string requirement(const Messages&, server::Language, const models::Divisions&,
                        const matching::LeafFound&, Sense = Sense::as_written);
std::string finding(const Messages&, server::Language, const models::Divisions&, const matching::LeafFound&);
std::string fact_value(const Messages&, server::Language, const models::Divisions&, models::Fact,
                       const models::FactValue&);

// The question that asks for a fact, in everyday words: message "ask.<fact>", about `person` ("6 岁的孙子");
// empty: "这位成员".
std::string question(const Messages&, server::Language, models::Fact, std::string_view person = {});

// A code of server/formats/codes.hpp by its message "<group>.<code>"; what was typed as text stays as it is.
std::string word(const Messages&, server::Language, std::string_view group, std::string_view code);
std::string within_text(const Messages&, server::Language, std::string_view within); // "life", "12 months"

} // namespace html
