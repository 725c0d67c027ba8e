#pragma once
#include "matching/match.hpp"
#include "server/html/rule_words.hpp"
#include "server/matches/service.hpp"
#include <string>

// What the engine found, in plain sentences. Nothing here knows a name.
namespace server::matches {

std::string percent_text(std::int64_t permille); // 600: "60%"; rounded down

// "6 岁的孙子", "the grandson aged 6", "联系人本人"; 0 or unknown: empty.
std::string person_words(const html::Words&, const matching::Ground&, const matching::Family&,
                         std::int64_t member);
std::string need_words(const html::Words&, const Found&, const matching::Candidate&); // 医疗费用 · 6 岁的孙子

std::string factor_label(const html::Words&, matching::Factor);
std::string award_words(const html::Words&, const models::Program&, const matching::AwardFound&);
// What the award is of: 医疗费用剩余 20,000 元的 60%; empty: it cannot be compared.
std::string award_share(const html::Words&, const models::Need&, const matching::Candidate&);
std::string room_words(const html::Words&,
                       const models::Program&); // 余 9 个名额、142,000 元 · 一般 2 个工作日…

// Why it stands where it stands: 专为医疗费用设立；在同一个县；可覆盖剩余需求的 60%。
std::string why(const html::Words&, const models::Program&, const models::Need&, const matching::Candidate&);

// Why a fitting program cannot take it now. `programs` give names to codes.
std::string obstacle_words(const html::Words&, const matching::Snapshot&, const models::Program&,
                           const matching::ObstacleFound&);

// Who applies where a family cannot: 由学校申请，家庭可以告诉学校.
std::string hint_words(const html::Words&, const models::Program&);

} // namespace server::matches
