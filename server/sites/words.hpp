#pragma once
#include "server/html/rule_words.hpp"
#include "server/sites/attendance.hpp"

// What pages of a site say of it, in the language of `words`.
namespace server::sites {

std::string path_of(models::SiteId);
std::string path_of(const SiteSessionRow&); // of its attendance

std::string site_name(const html::Words&, const store::SiteRow&);
std::string kind_words(const html::Words&, models::SessionKind);
std::string weekday_words(const html::Words&, int weekday); // 星期一
std::string day_words(const html::Words&, models::Date);    // 11月23日 星期一
std::string hours_words(const models::Hours&);              // 16:30–18:30
std::string month_words(const html::Words&, models::Date);
std::string time_words(const html::Words&, std::int64_t minutes); // 12.5 小时
std::string seats_words(const html::Words&, const SitePlace&);    // 已有 12 人，还有 18 个名额
std::string count_or_few(const html::Words&, std::int64_t count); // 少于 10 below models::kLeastMinors

} // namespace server::sites
