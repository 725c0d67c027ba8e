#include "server/demo/story.hpp"
#include "server/referrals/service.hpp"
#include <stdexcept>

namespace server::demo {

using namespace models;
using namespace referrals;

namespace {

std::string some_finding(Dice& dice)
{
    static const std::vector<std::string> kFindings{
        "入户查看，家庭成员和收入与上报一致。", "与本人和邻居核实，困难情况属实。",
        "查看了医疗和上学的票据，支出与上报一致。", "入户查看，主要劳动力在外，家中由老人照看。"};
    return dice.pick(kFindings);
}

referrals::Recheck some_recheck(Dice& dice, const Actor& officer, Time at)
{
    return {dice.in(75) ? "on_site" : "phone", day_of(at), officer.name, some_finding(dice), false};
}

referrals::Return some_return(Dice& dice)
{
    if (dice.in(50)) return {{"income"}, "请补充近 12 个月的务工收入。"};
    return {{"papers", "amount"}, "请补充费用票据，并核对需求金额。"};
}

referrals::Ending ending_of(const DemoReferral& referral)
{
    if (referral.closed == CloseReason::withdrawn) return {{}, "家人来电说困难已经缓解，不再需要。"};
    if (referral.closed == CloseReason::now_on_government_aid)
        return {referral.closed, "已纳入低保，先由政府救助保障。"};
    return {referral.closed, "核实后家庭收入高于标准，暂不转介；情况变化可以再申请。"};
}

// Who reported, rechecked and decides are three offices; each act sees the referral as the one before left
// it.
class Teller {
public:
    Teller(store::Writer& db, const Library& library, Offices& offices, const std::vector<DemoReferral>& told)
        : db_(db), library_(library), offices_(offices), told_(told), now_known_(told.size())
    {
    }

    void take(const Step& step)
    {
        auto moved = act(step);
        if (!moved) throw std::logic_error("the demo was refused: " + moved.error().faults.front().key);
        now_known_[step.referral] = *std::move(moved);
    }

    std::vector<ReferralId> ids() const
    {
        std::vector<ReferralId> ids;
        for (const auto& referral : now_known_) ids.push_back(referral.id);
        return ids;
    }

private:
    Seen seen(const Step& step) const
    {
        return {now_known_[step.referral].id, now_known_[step.referral].version};
    }

    Moved act(const Step& step)
    {
        const auto village = told_[step.referral].body.household.village;
        switch (step.act) {
        case Act::keep_draft:
        case Act::report:
        case Act::resubmit: return at_village(step, offices_.village(village));
        case Act::recheck:
        case Act::return_:
        case Act::recheck_late: return at_township(step, offices_.township(village));
        case Act::confirm:
        case Act::confirm_urgently:
        case Act::refuse:
        case Act::withdraw: return at_county(step, offices_.county(village));
        }
        throw std::logic_error("an act of the demo without an office");
    }

    Moved at_village(const Step& step, const Actor& officer)
    {
        const Desk desk{db_, officer, library_, step.at};
        const auto& body = told_[step.referral].body;
        if (step.act == Act::report) return report_at_once(desk, body);
        if (step.act == Act::resubmit)
            return resubmit(desk, seen(step), "已与家人核实，收入和金额以本次填写为准。");
        const auto draft = start_draft(desk);
        return save_draft(desk, {draft.id, draft.version}, {body, {}});
    }

    Moved at_township(const Step& step, const Actor& officer)
    {
        const Desk desk{db_, officer, library_, step.at};
        if (step.act == Act::return_) return return_for_facts(desk, seen(step), some_return(dice_));
        const auto check = some_recheck(dice_, officer, step.at);
        return step.act == Act::recheck ? recheck(desk, seen(step), check)
                                        : recheck_late(desk, seen(step), check);
    }

    Moved at_county(const Step& step, const Actor& officer)
    {
        const Desk desk{db_, officer, library_, step.at};
        if (step.act == Act::confirm) return confirm(desk, seen(step), decision(step));
        if (step.act == Act::confirm_urgently) return confirm_urgently(desk, seen(step), decision(step));
        const auto ending = ending_of(told_[step.referral]);
        return step.act == Act::refuse ? refuse_referral(desk, seen(step), ending)
                                       : withdraw(desk, seen(step), ending);
    }

    referrals::Confirm decision(const Step& step)
    {
        const auto& known = now_known_[step.referral];
        const bool beyond = told_[step.referral].body.kind == ReferralKind::beyond_aid;
        referrals::Confirm decision{told_[step.referral].body.kind,
                                    beyond ? "granted" : "not_eligible",
                                    beyond ? "已按规定给予临时救助。" : "收入高于低保标准，暂不符合。",
                                    {},
                                    "",
                                    ""};
        for (const auto& need : referrals::find_document(db_, known).body.household.needs)
            decision.needs[need.id] = {need.assessed.value_or(1), need.government_aid};
        if (referrals::is_spot_check(db_, known)) decision.spot_check = "县级抽查入户，情况属实。";
        if (step.act == Act::confirm_urgently) decision.reason = "正在住院，等不及复核。";
        return decision;
    }

    store::Writer& db_;
    const Library& library_;
    Offices& offices_;
    const std::vector<DemoReferral>& told_;
    std::vector<Referral> now_known_;
    Dice dice_{324};
};

} // namespace

std::vector<ReferralId> tell(store::Writer& db, const Library& library, Offices& offices,
                             const std::vector<DemoReferral>& referrals, const std::vector<Step>& story,
                             const Progress& progress)
{
    Teller teller(db, library, offices, referrals);
    for (std::size_t i = 0; i < story.size(); ++i) {
        teller.take(story[i]);
        progress(i + 1, story.size());
    }
    return teller.ids();
}

} // namespace server::demo
