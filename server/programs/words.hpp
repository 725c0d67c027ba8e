#pragma once
#include "models/program.hpp"
#include "server/http/call.hpp"
#include <string>
#include <vector>

// What a program's record says in plain sentences, in the language of `words`.
namespace html {
struct Words; // html/rule_words.hpp
}

namespace server::programs {

html::Words words_of(const Library&, Language);

std::string name_in(Language, const models::TextPair&); // the English where there is one and it is asked for
std::string who(const html::Words&, const models::Program&); // the rule: 救助类别为低保，…

// What is given: one sentence for each case, in order; then what limits it (payments, minimum, …).
std::vector<std::string> award_sentences(const html::Words&, const models::Award&);
std::vector<std::string> award_notes(const html::Words&, const models::Award&);
std::string award_in_short(const html::Words&, const models::Award&); // for lists: 3,000 元, 最多 12,000 元

std::string served_sentence(const html::Words&, const models::Program&);
std::string window_sentence(const html::Words&, const models::Window&);
std::string quota_whom(const html::Words&, const models::Quota&);     // 正安县; of them, who: 正安县：…
std::string quota_sentence(const html::Words&, const models::Quota&); // 正安县：名额 10，资金 不限
std::string room_words(const html::Words&, const std::optional<std::int64_t>& places,
                       const std::optional<models::Money>& budget);                   // 名额 10，资金 不限
std::vector<std::string> limit_sentences(const html::Words&, const models::Program&); // caps, must not have
std::vector<std::string> priority_sentences(const html::Words&, const models::Priority&);
// 优先第 1 组“低保家庭”：…
std::string group_sentence(const html::Words&, const models::PriorityGroup&, bool by_points,
                           std::size_t number);
std::string left_words(const html::Words&, const models::Room&); // 40 个名额、120,000 元; 不限

// Where the day stands to the windows; a window with a rule counts for those it is for.
enum class WindowNow { open, later, over };
WindowNow window_now(const models::Program&, models::Time now);

} // namespace server::programs
