#include "server/referrals/acts.hpp"
#include "models/money.hpp"
#include "server/referrals/service_moves.hpp"
#include <algorithm>
#include <charconv>
#include <ranges>

namespace server::referrals {

using namespace models;
using Act = ReferralAct;

namespace {

Recheck recheck_in(const Form& form)
{
    return {form.text("way"), parse_date(form.text("on")), form.text("who"), form.text("found"),
            form.has("nobody_else")};
}

std::optional<std::int64_t> whole_number(const std::string& text)
{
    std::int64_t value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return {};
    return value;
}

std::optional<std::int64_t> amount_in(const Need& need, const std::string& text)
{
    if (need.unit != NeedUnit::fen) return whole_number(text);
    const auto amount = parse_yuan(text);
    return amount ? std::optional(amount->fen) : std::nullopt;
}

// What was typed and is no amount is a fault at its field.
std::optional<std::int64_t> amount_at(const Form& form, const Need& need, const std::string& field,
                                      std::vector<Fault>& faults)
{
    const auto text = form.text(field);
    auto amount = amount_in(need, text);
    if (!amount && !text.empty()) faults.push_back(fault("error.amount.not_a_number", field));
    return amount;
}

// Amounts by need.
Result<std::map<NeedId, Assessed>> needs_in(const Form& form, const Household& household)
{
    std::map<NeedId, Assessed> needs;
    std::vector<Fault> faults;
    for (const auto& need : household.needs) {
        const auto id = to_text(need.id);
        const auto read = [&](const std::string& field) { return amount_at(form, need, field, faults); };
        needs[need.id] = {read("need_" + id),
                          need.unit == NeedUnit::fen ? read("aid_" + id).value_or(0) : need.government_aid};
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return needs;
}

Result<Confirm> confirm_in(const Form& form, const Household& household)
{
    auto needs = needs_in(form, household);
    if (!needs) return std::unexpected(needs.error());
    return Confirm{from_name<ReferralKind>(form.text("kind")),
                   form.text("aid_check"),
                   form.text("aid_text"),
                   *std::move(needs),
                   form.text("spot_check"),
                   form.text("reason")};
}

Moved decide(const Desk& desk, const Seen& seen, Act act, const Form& form, const Household& household)
{
    const auto decision = confirm_in(form, household);
    if (!decision) return std::unexpected(decision.error());
    return act == Act::confirm ? confirm(desk, seen, *decision) : confirm_urgently(desk, seen, *decision);
}

Ending ending_in(const Form& form)
{
    return {from_name<CloseReason>(form.text("reason")), form.text("text")};
}

// What is typed of each need; an empty field leaves it as it is.
Result<std::map<NeedId, Mending>> mendings_in(const Form& form, const Household& household)
{
    std::map<NeedId, Mending> mendings;
    std::vector<Fault> faults;
    for (const auto& need : household.needs) {
        const auto id = to_text(need.id);
        const auto read = [&](const std::string& field) { return amount_at(form, need, field, faults); };
        mendings[need.id] = {read("need_" + id), read("aid_" + id), form.text("fate_" + id)};
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return mendings;
}

Moved correct_as_told(const Desk& desk, const Seen& seen, const Form& form, const Household& household)
{
    const auto told = mendings_in(form, household);
    if (!told) return std::unexpected(told.error());
    return correct(desk, seen, *told, form.text("text"));
}

Moved discard(const Desk& desk, const Seen& seen)
{
    const auto gone = discard_draft(desk, seen);
    if (!gone) return std::unexpected(gone.error());
    return Referral{.id = seen.id};
}

} // namespace

Moved perform(const Desk& desk, const Seen& seen, Act act, const Form& form, const Household& household)
{
    if (act == Act::recheck) return recheck(desk, seen, recheck_in(form));
    if (act == Act::recheck_late) return recheck_late(desk, seen, recheck_in(form));
    if (act == Act::return_) return return_for_facts(desk, seen, {form.all("wanted"), form.text("text")});
    if (act == Act::resubmit) return resubmit(desk, seen, form.text("text"));
    if (act == Act::confirm || act == Act::confirm_urgently) return decide(desk, seen, act, form, household);
    if (act == Act::refuse) return refuse_referral(desk, seen, ending_in(form));
    if (act == Act::close) return close_referral(desk, seen, ending_in(form));
    if (act == Act::withdraw) return withdraw(desk, seen, ending_in(form));
    if (act == Act::end) return end_referral(desk, seen, ending_in(form));
    if (act == Act::suspend)
        return suspend(desk, seen, {form.text("reason"), parse_date(form.text("until")), form.text("text")});
    if (act == Act::resume) return resume(desk, seen);
    if (act == Act::reopen) return reopen(desk, seen, form.text("text"));
    if (act == Act::mark_as_error) return mark_as_error(desk, seen, form.text("reason"), form.text("text"));
    if (act == Act::correct) return correct_as_told(desk, seen, form, household);
    return discard(desk, seen);
}

namespace {

// "surgery,hospital"; a star says that there is nothing more: "*" alone is "none".
std::optional<FactValue> list_in(const std::string& text)
{
    CodeList list;
    for (const auto part : std::views::split(text, ',')) {
        const std::string code(part.begin(), part.end());
        if (code == "*") list.complete = true;
        if (!code.empty() && code != "*") list.codes.push_back(code);
    }
    if (list.codes.empty() && !list.complete) return {};
    std::ranges::sort(list.codes);
    return list;
}

std::optional<FactValue> value_in(const FactRow& row, const std::string& text)
{
    switch (row.type) {
    case FactType::code: return text.empty() ? std::nullopt : std::optional<FactValue>(Code{text});
    case FactType::list: return list_in(text);
    case FactType::area:
        if (const auto area = parse_area(text)) return *area;
        return {};
    case FactType::number:
        if (const auto number = whole_number(text)) return *number;
        return {};
    case FactType::fen:
        if (const auto amount = parse_yuan(text)) return amount->fen;
        return {};
    case FactType::date:
        if (const auto date = parse_date(text)) return *date;
        return {};
    case FactType::yes_no: break;
    }
    if (text != "yes" && text != "no") return {};
    return std::int64_t{text == "yes"};
}

} // namespace

Result<Answer> read_answer(const Form& form)
{
    const auto* row = find_fact(form.text("fact"));
    if (!row) return refuse({fault("error.referral.answer.whom", "fact")});
    auto value = value_in(*row, form.text("value"));
    if (!value) return refuse({fault("error.referral.answer.value", "value")});
    const auto need = std::max<std::int64_t>(0, form.integer("need").value_or(0));
    return Answer{row->fact, form.integer("member").value_or(0), static_cast<std::size_t>(need), *value};
}

} // namespace server::referrals
