#include "server/objections/service.hpp"
#include "models/identity.hpp"
#include "models/store/consents.hpp"
#include "server/clocks/clocks.hpp"
#include "server/config.hpp"
#include "server/referrals/document.hpp"
#include <algorithm>
#include <array>

namespace server::objections {

using namespace models;

namespace {

// Steps of an office that a family may object to; its own and the system's are none.
constexpr std::array kSteps{ReferralAct::recheck,      ReferralAct::return_, ReferralAct::confirm,
                            ReferralAct::recheck_late, ReferralAct::correct, ReferralAct::confirm_urgently,
                            ReferralAct::refuse,       ReferralAct::lapse,   ReferralAct::close,
                            ReferralAct::end,          ReferralAct::suspend, ReferralAct::mark_as_error};

bool is_same(const ObjectionRow& row, const Subject& subject)
{
    return row.about == subject.about && row.about_number == subject.number;
}

bool is_one_act(ObjectionAbout about)
{
    return about == ObjectionAbout::step || about == ObjectionAbout::offer;
}

// One at a time for each act; a dismissed one is not raised again. Facts and how somebody was treated are no
// single act.
bool is_barred(const std::vector<ObjectionRow>& raised, const Subject& subject)
{
    return std::ranges::any_of(raised, [&](const ObjectionRow& row) {
        const bool dismissed = row.state == ObjectionState::dismissed && is_one_act(row.about);
        return is_same(row, subject) && (row.state == ObjectionState::open || dismissed);
    });
}

std::vector<Subject> all_subjects(store::Reader& db, ReferralId id)
{
    std::vector<Subject> all;
    const auto moves = store::list_moves(db, id);
    for (std::size_t i = moves.size(); i-- > 0;)
        if (std::ranges::find(kSteps, moves[i].act) != kSteps.end())
            all.push_back(
                {ObjectionAbout::step, static_cast<std::int64_t>(i) + 1, moves[i].act, moves[i].at});
    for (auto& row : store::offers_of(db, id))
        if (row.offered_at && row.state != OfferState::draft)
            all.push_back({ObjectionAbout::offer, row.id.value, {}, {}, std::move(row)});
    all.push_back({ObjectionAbout::facts});
    all.push_back({ObjectionAbout::handling});
    return all;
}

std::vector<Fault> faults_of(const std::vector<Subject>& all, const Told& told)
{
    std::vector<Fault> faults;
    const bool known = std::ranges::any_of(all, [&](const Subject& subject) {
        return told.about == subject.about && told.number == subject.number;
    });
    if (!known) faults.push_back({"error.objection.about", "/about", {}});
    if (told.text.empty()) faults.push_back({"error.objection.text", "/text", {}});
    if (count_characters(told.text) > kMostWords) faults.push_back({"error.objection.long", "/text", {}});
    return faults;
}

void audit_of(const Desk& desk, const char* event, const ObjectionRow& row, const std::string& facts)
{
    audit(desk, event, to_text(row.referral), R"({"objection":")" + to_text(row.id) + "\"" + facts + "}");
}

bool took_a_step(store::Reader& db, AccountId who, ReferralId id)
{
    const auto by = [&](const auto& move) { return move.by == who; };
    if (std::ranges::any_of(store::list_moves(db, id), by)) return true;
    const auto recorded = [&](const auto& row) { return row.recorded_by == who; };
    if (std::ranges::any_of(store::list_consents(db, id), recorded)) return true;
    return std::ranges::any_of(store::offers_of(db, id), [&](const store::OfferRow& offer) {
        return std::ranges::any_of(store::list_offer_moves(db, offer.id), by);
    });
}

} // namespace

std::vector<Subject> subjects_of(store::Reader& db, ReferralId id)
{
    auto all = all_subjects(db, id);
    const auto raised = store::objections_of(db, id);
    std::erase_if(all, [&](const Subject& subject) { return is_barred(raised, subject); });
    return all;
}

Subject subject_of(store::Reader& db, const ObjectionRow& row)
{
    for (auto& subject : all_subjects(db, row.referral))
        if (is_same(row, subject)) return std::move(subject);
    return {ObjectionAbout::handling};
}

Result<ObjectionRow> raise(const Desk& desk, ReferralId id, const Told& told)
{
    const auto referral = referrals::find_in_scope(desk.db, desk.actor, id);
    if (!referral) return std::unexpected(referral.error());
    if (!referrals::is_past_draft(referral->state))
        return refuse(Reason::wrong_state, "error.referral.now.draft");
    if (referral->erased_at) return refuse(Reason::wrong_state, "error.referral.erased");
    if (auto faults = faults_of(all_subjects(desk.db, id), told); !faults.empty())
        return refuse(std::move(faults));
    const Subject wanted{*told.about, told.number};
    if (is_barred(store::objections_of(desk.db, id), wanted))
        return refuse(Reason::wrong_state, "error.objection.raised_before", "/about");
    ObjectionRow row{.referral = id,
                     .state = *after({}, ObjectionAct::raise, Side::family),
                     .about = *told.about,
                     .about_number = told.number,
                     .text = told.text,
                     .written_by = desk.actor.account,
                     .raised_at = desk.now};
    const auto stored = store::insert_objection(desk.db, row);
    if (!stored) return refuse(Reason::wrong_state, "error.objection.raised_before", "/about");
    row.id = *stored;
    clocks::start(desk,
                  {.noun = store::ClockNoun::objection,
                   .noun_id = row.id.value,
                   .referral = id,
                   .clock = Clock::objection,
                   .side = Side::county,
                   .due_at = due_after(desk, desk.library.config->objection_days)},
                  "");
    audit_of(desk, "objection.raise", row, R"(,"kind":")" + std::string(name_of(kind_of(row.about))) + "\"");
    return *store::find_objection(desk.db, referral->village, row.id);
}

Result<ObjectionRow> find_in_scope(store::Reader& db, const Actor& actor, ObjectionId id)
{
    const bool county = actor.account && actor.role == Role::county;
    auto found = county ? store::find_objection(db, actor.area, id) : std::nullopt;
    if (!found) return refuse(Reason::not_found, "error.objection.unknown");
    return *std::move(found);
}

std::string barred(store::Reader& db, const Actor& actor, const ObjectionRow& row)
{
    if (row.state != ObjectionState::open) return "error.objection.decided";
    if (row.written_by == actor.account || took_a_step(db, actor.account, row.referral))
        return "error.objection.took_part";
    return {};
}

Result<ObjectionRow> answer(const Desk& desk, const SeenObjection& seen, std::optional<ObjectionAct> act,
                            const std::string& text)
{
    auto row = find_in_scope(desk.db, desk.actor, seen.id);
    if (!row) return row;
    if (row->version != seen.version) return refuse(Reason::stale, "error.objection.changed");
    if (const auto why = barred(desk.db, desk.actor, *row); !why.empty())
        return refuse(row->state == ObjectionState::open ? Reason::forbidden : Reason::wrong_state, why);
    std::vector<Fault> faults;
    const auto to = act ? after(row->state, *act, Side::county) : std::nullopt;
    if (!to) faults.push_back({"error.objection.act", "/act", {}});
    if (text.empty()) faults.push_back({"error.objection.answer", "/text", {}});
    if (count_characters(text) > kMostWords) faults.push_back({"error.objection.long", "/text", {}});
    if (!faults.empty()) return refuse(std::move(faults));
    row->state = *to;
    row->answer = text;
    row->decided_by = desk.actor.account;
    row->decided_at = desk.now;
    if (!store::decide_objection(desk.db, *row)) return refuse(Reason::stale, "error.objection.changed");
    ++row->version;
    store::stop_clocks(desk.db, store::ClockNoun::objection, row->id.value);
    row->due_at.reset();
    audit_of(desk, "objection.answer", *row, R"(,"state":")" + std::string(name_of(*to)) + "\"");
    return row;
}

} // namespace server::objections
