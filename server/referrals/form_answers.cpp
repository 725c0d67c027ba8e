#include "server/html/format.hpp"
#include "server/html/messages.hpp"
#include "server/html/rule_sentence.hpp"
#include "server/referrals/form_check.hpp"
#include "server/referrals/form_fields.hpp"
#include <algorithm>

namespace server::referrals {

using nlohmann::json;
using namespace models;

namespace {

std::string joined(const Call& call, const std::vector<std::string>& words)
{
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : say(call, "referral.form.and")) + word;
    return all;
}

// The rows of one card. Unanswered optional ones say so.
class Answers {
public:
    explicit Answers(const Call& call, const Case& known) : call_(call), known_(known) {}

    void add(const std::string& label, const std::string& value, const std::string& part,
             const std::string& field)
    {
        const auto href = form_path(known_.referral.id, part) + "?back=check#" + field;
        rows_.push_back({{"label", label},
                         {"answer", value.empty() ? json() : json{{"value", value}}},
                         {"unanswered", value.empty()},
                         {"href", href}});
    }
    json card(const std::string& title)
    {
        fold_unanswered();
        json card{{"card_title", say(call_, title)}, {"answers", std::move(rows_)}};
        rows_ = json::array();
        return card;
    }

private:
    // Many rows that say 未填 become one that names them.
    void fold_unanswered()
    {
        json answered = json::array(), left = json::array();
        for (const auto& row : rows_) (row["unanswered"] == true ? left : answered).push_back(row);
        if (left.size() < 3) return;
        std::vector<std::string> labels;
        for (const auto& row : left) labels.push_back(row["label"]);
        answered.push_back({{"label", say(call_, "referral.form.unanswered")},
                            {"answer", {{"value", joined(call_, labels)}}},
                            {"unanswered", false},
                            {"href", left[0]["href"]}});
        rows_ = std::move(answered);
    }

    const Call& call_;
    const Case& known_;
    json rows_ = json::array();
};

std::string fact_words(const Call& call, const FactRecords& facts, Fact fact)
{
    const auto* value = value_on(facts, fact, call.today());
    if (!value) return {};
    return html::fact_value(*call.library->messages, call.language, *call.library->divisions, fact, *value);
}

std::string paper_words(const Call& call, const Member& member)
{
    if (!member.id_number.empty()) return masked_id_number(member.id_number.reveal());
    if (member.no_id_reason.empty()) return {};
    return say(call, "referral.form.no_id", {{"reason", say(call, "no_id_reason." + member.no_id_reason)}});
}

json who_card(const Call& call, const Case& known)
{
    const Member nobody{};
    const auto& household = known.household();
    const auto& contact = household.members.empty() ? nobody : household.members.front();
    Answers answers(call, known);
    std::vector<std::string> person;
    if (!contact.name.empty()) person.push_back(masked_name(contact.name.reveal()));
    if (!contact.name.empty())
        for (const auto fact : {Fact::sex, Fact::birth_date}) {
            const auto* value = value_on(contact.facts, fact, call.today());
            const auto* birth = value ? std::get_if<Date>(value) : nullptr;
            const auto age = birth ? age_on(*birth, call.today()) : std::nullopt;
            if (age) person.push_back(say(call, "unit.age", {{"n", std::to_string(*age)}}));
            if (value && !birth) person.push_back(fact_words(call, contact.facts, fact));
        }
    answers.add(say(call, "referral.field.name"), joined(call, person), "who", "name");
    answers.add(say(call, "referral.field.id_number"), paper_words(call, contact), "who", "id_number");
    const auto village = household.village ? call.library->divisions->path(household.village) : std::string();
    answers.add(say(call, "referral.field.village"), village, "who", "village");
    answers.add(say(call, "referral.field.address"),
                household.address.empty() ? "" : say(call, "referral.form.stored_address"), "who", "address");
    answers.add(say(call, "referral.field.phone"), masked_phone(contact.phone.reveal()), "who", "phone");
    return answers.card("referrals.form_who.title");
}

std::string member_words(const Call& call, const Member& member)
{
    std::vector<std::string> words;
    if (!member.name.empty()) words.push_back(masked_name(member.name.reveal()));
    if (auto paper = paper_words(call, member); !paper.empty()) words.push_back(std::move(paper));
    for (const auto fact : {Fact::enrolment_status, Fact::schooling, Fact::illnesses, Fact::treatments,
                            Fact::disabilities, Fact::able_to_work, Fact::left_behind})
        if (value_on(member.facts, fact, call.today())) {
            const auto label = html::fact_label(*call.library->messages, call.language, fact);
            words.push_back(say(call, "referral.form.labelled",
                                {{"label", label}, {"value", fact_words(call, member.facts, fact)}}));
        }
    return joined(call, words);
}

std::string need_words(const Call& call, const Household& household, const Need& need)
{
    const auto unit = say(call, "referral.form.unit." + std::string(name_of(need.unit)));
    std::vector<std::string> words{person_words(call, household, need.member)};
    if (const auto left = residual_of(need)) {
        const auto amount = need.unit == NeedUnit::fen ? html::yuan_short({*left}) : std::to_string(*left);
        words.push_back(say(call, "referral.form.lacks", {{"amount", amount}, {"unit", unit}}));
    } else {
        words.push_back(say(call, "referral.form.amount_open"));
    }
    return joined(call, words);
}

json needs_card(const Call& call, const Case& known)
{
    const auto& household = known.household();
    Answers answers(call, known);
    for (std::size_t i = 1; i < household.members.size(); ++i) {
        const auto& member = household.members[i];
        answers.add(person_words(call, household, member.number), member_words(call, member),
                    "member." + std::to_string(member.number), "name");
    }
    if (household.members.size() < 2)
        answers.add(say(call, "referral.form.people"), say(call, "referral.form.nobody"), "needs", "people");
    for (const auto& need : household.needs)
        answers.add(say(call, "need." + need.type), need_words(call, household, need), "needs",
                    "amount_" + need.type);
    if (household.needs.empty()) answers.add(say(call, "referral.field.need"), "", "needs", "need");
    const auto& body = known.document.body;
    answers.add(say(call, "referral.field.kind"),
                body.kind ? say(call, "kind." + std::string(name_of(*body.kind))) : "", "needs", "kind");
    answers.add(say(call, "referral.field.urgency"),
                say(call, "urgency." + std::string(name_of(body.urgency))), "needs", "urgency");
    answers.add(say(call, "referral.field.situation"), household.situation.reveal(), "needs", "situation");
    return answers.card("referrals.form_needs.title");
}

json family_card(const Call& call, const Case& known)
{
    const auto& household = known.household();
    Answers answers(call, known);
    answers.add(say(call, "referral.field.all_members_listed"),
                household.all_members_listed ? say(call, "referral.form.yes") : "", "family",
                "all_members_listed");
    for (const auto& field : family_fields())
        for (const auto& row : all_facts())
            if (row.name == field.name) {
                const auto words = fact_words(call, household.facts, row.fact);
                if (!field.folded_away || !words.empty())
                    answers.add(say(call, field.label), words, "family", field.name);
            }
    std::vector<std::string> aid;
    for (const auto& paid : household.aid)
        aid.push_back(say(call, "referral.form.aid_words",
                          {{"kind", say(call, "aid." + paid.kind)},
                           {"amount", html::yuan_short(paid.amount)},
                           {"day", html::day(call.language, paid.on)}}));
    answers.add(say(call, "referral.form.aid"), joined(call, aid), "family", "aid_kind_0");
    return answers.card("referrals.form_family.title");
}

} // namespace

json answers_view(const Call& call, const Case& known)
{
    return json::array({who_card(call, known), needs_card(call, known), family_card(call, known)});
}

} // namespace server::referrals
