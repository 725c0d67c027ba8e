#pragma once
#include "server/html/fields.hpp"
#include "server/html/rule_words.hpp"
#include "server/referrals/views.hpp"
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

// Inside of the views: parts that several pages have in common.
namespace server::referrals {

// One family on one day, and what to say it with.
struct Scene {
    const Call& call;
    const html::Words& words;
    const models::Household& household;
    models::Date today;
};

using html::rows_part;
using html::text_part;

// A family without its name: 石*兰家; a draft without a name: 未填姓名的家庭.
std::string family_name(const html::Words&, const std::string& contact);
std::string state_words(const html::Words&, models::ReferralState);
std::string place_words(const Call&, models::Area village, models::AreaLevel from);

// "孙辈，15 岁": who a member is, without the name. 0: the whole family.
std::string member_words(const Scene&, std::int64_t number);
std::string sex_and_age(const Scene&, const models::Member&);

// An amount in the need's unit; nothing: not known yet.
std::string amount_words(const html::Words&, const models::Need&, const std::optional<std::int64_t>&);

nlohmann::json needs_view(const Scene&);
nlohmann::json family_view(const Scene&);
nlohmann::json income_view(const Scene&);
std::string income_per_head(const Scene&); // 806.00 元/月; not known: so in words
std::string layers_words(const Scene&);
nlohmann::json aid_rows(const Scene&);

nlohmann::json log_view(const Scene&, const std::vector<LogLine>&);
nlohmann::json clocks_view(const Scene&, const std::vector<store::ClockRow>&);
nlohmann::json same_view(const Scene&, const std::vector<SameHouseholdRow>&);
nlohmann::json offers_view(const Scene&, const std::vector<OfferLine>&);
nlohmann::json objections_view(const Scene&, const std::vector<store::ObjectionRow>&);
// What is done for or by the family; undecided: an objection of it waits for its answer.
nlohmann::json by_family_view(const Call&, const models::Referral&, bool undecided);
nlohmann::json steps_view(const Scene&, const models::Referral&, const std::vector<LogLine>&);

} // namespace server::referrals
